package org.dl4jzoo.data;

import java.nio.file.Path;
import java.util.List;

/** Looks for trouble in a folder of images. */
public final class FolderCheck {

  private FolderCheck() {}

  /** Reads and decodes every file below a folder. */
  public static Report check(Path root) {
    return new Report(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * What was found; names are paths below the root with '/' between the parts.
   *
   * @param classes counts and sizes of each class, sorted by name
   * @param unreadable image files that cannot be decoded
   * @param identical groups of files with the same bytes
   * @param nearIdentical groups of files that look the same without being byte-identical
   * @param tooSmall classes that cannot be split 80/10/10
   * @param stray files that are not images of a class
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
