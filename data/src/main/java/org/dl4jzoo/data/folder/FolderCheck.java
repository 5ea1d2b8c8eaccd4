package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.Progress;

/** Looks for trouble among labelled images. */
public final class FolderCheck {

  private FolderCheck() {}

  /**
   * Reads and decodes every image below a folder or of a list, in parallel.
   *
   * @throws InvalidDataException if it is missing or not readable; a folder that {@link
   *     LabelledImages#open} would refuse for lack of classes or images is reported on
   */
  public static Report check(Path source) {
    return check(source, Progress.NONE, remark -> {});
  }

  /**
   * As {@link #check(Path)}, telling how many images are done.
   *
   * @param remarks hears what the user should know of how the images are laid out
   */
  public static Report check(Path source, Progress progress, Consumer<String> remarks) {
    LabelledImages images = LabelledImages.list(source);
    images.remarks().forEach(remarks);
    if (images.classes().size() < 2) {
      tellWhyNothingCanBeLearnt(source, remarks);
    }
    progress.start("Checking images", images.examples().size());
    List<ImageScan> scans = ImageScan.ofWhole(images.examples(), progress);
    progress.done();
    return new FolderFindings(images, scans).report();
  }

  private static void tellWhyNothingCanBeLearnt(Path source, Consumer<String> remarks) {
    try {
      LabelledImages.open(source);
    } catch (InvalidDataException refused) {
      remarks.accept(refused.getMessage());
    }
  }

  /**
   * What was found; names are paths below the source with '/' between the parts.
   *
   * @param classes counts and sizes of each class, sorted by name
   * @param unreadable image files that cannot be decoded
   * @param identical groups of files with the same bytes
   * @param nearIdentical groups of files that show the same picture with different bytes
   * @param tooSmall classes with fewer than three different images, which cannot be split into
   *     training, validation and test; none if their owner has split them
   * @param stray files that are not images of a class: no images, or directly in the root
   */
  public record Report(
      List<ClassSummary> classes,
      List<Unreadable> unreadable,
      List<Twins> identical,
      List<Twins> nearIdentical,
      List<String> tooSmall,
      List<String> stray) {

    /** Copies the lists. */
    public Report {
      classes = List.copyOf(classes);
      unreadable = List.copyOf(unreadable);
      identical = List.copyOf(identical);
      nearIdentical = List.copyOf(nearIdentical);
      tooSmall = List.copyOf(tooSmall);
      stray = List.copyOf(stray);
    }
  }

  /**
   * One class.
   *
   * @param name the sub-folder
   * @param images files that are called or begin like one
   * @param readable those that can be decoded
   * @param minWidth narrowest readable image, in pixels; 0 if there is none
   * @param maxWidth widest
   * @param minHeight lowest
   * @param maxHeight highest
   */
  public record ClassSummary(
      String name,
      int images,
      int readable,
      int minWidth,
      int maxWidth,
      int minHeight,
      int maxHeight) {}

  /**
   * Files with one content.
   *
   * @param names the files, sorted
   * @param labels the classes they are in, sorted; more than one is a contradiction
   */
  public record Twins(List<String> names, List<String> labels) {

    /** Copies the lists. */
    public Twins {
      names = List.copyOf(names);
      labels = List.copyOf(labels);
    }
  }
}
