package org.dl4jzoo.data;

import java.nio.file.Path;
import java.util.List;

/** A folder of images with one sub-folder a class. */
public final class ImageFolder {

  private final Path root;
  private final List<String> classes;
  private final List<Example> examples;

  private ImageFolder(Path root, List<String> classes, List<Example> examples) {
    this.root = root;
    this.classes = List.copyOf(classes);
    this.examples = List.copyOf(examples);
  }

  /**
   * Lists the images below a folder.
   *
   * @throws InvalidDataException if it is missing, no folder, not readable, empty, or has fewer
   *     than two classes
   */
  public static ImageFolder open(Path root) {
    return new ImageFolder(root, List.of(), List.of());
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** The names of the classes, sorted; a label is an index into this list. */
  public List<String> classes() {
    return classes;
  }

  /** The images, sorted by class and name. */
  public List<Example> examples() {
    return examples;
  }

  /** SHA-256 over every name and content, in hexadecimal. */
  public String digest() {
    return "";
  }
}
