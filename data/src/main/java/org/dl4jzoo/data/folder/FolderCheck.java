package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.ParallelSteps;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.image.ImageDecoder;

/** Looks for trouble in a folder of images. */
public final class FolderCheck {

  private FolderCheck() {}

  /**
   * Reads and decodes every file below a folder, in parallel.
   *
   * @throws InvalidDataException if it is missing, no folder or not readable; a folder that {@link
   *     ImageFolder#open} would refuse for its contents is reported on
   */
  public static Report check(Path root) {
    return check(root, Progress.NONE);
  }

  /** As {@link #check(Path)}, telling how many images are done. */
  public static Report check(Path root, Progress progress) {
    List<String> classes = new ArrayList<>();
    List<Example> images = new ArrayList<>();
    List<String> stray = new ArrayList<>();
    for (Path folder : FolderListing.subfolders(root)) {
      for (Path file : FolderListing.files(folder)) {
        String name = ImageFolder.name(root, file);
        if (ImageFolder.isImage(file)) {
          images.add(new Example(file, name, classes.size()));
        } else {
          stray.add(name);
        }
      }
      classes.add(folder.getFileName().toString());
    }
    FolderListing.filesDirectlyIn(root).forEach(file -> stray.add(ImageFolder.name(root, file)));
    return new FolderFindings(classes, scan(images, progress)).report(stray);
  }

  private static List<ImageScan> scan(List<Example> images, Progress progress) {
    ImageDecoder decoder = new ImageDecoder();
    progress.start("Checking images", images.size());
    ParallelSteps steps = new ParallelSteps(progress);
    List<ImageScan> scans =
        images.parallelStream().map(image -> steps.counted(ImageScan.of(image, decoder))).toList();
    progress.done();
    return scans;
  }

  /**
   * What was found; names are paths below the root with '/' between the parts.
   *
   * @param classes counts and sizes of each class, sorted by name
   * @param unreadable image files that cannot be decoded
   * @param identical groups of files with the same bytes
   * @param nearIdentical groups of files that show the same picture with different bytes
   * @param tooSmall classes with fewer than three different images, which cannot be split into
   *     training, validation and test
   * @param stray files that are not images of a class: other suffixes, or directly in the root
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
   * @param images files with an image's suffix
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
