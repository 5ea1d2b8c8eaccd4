package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * A folder of images with one sub-folder a class, as Keras reads it: classes are sorted by name;
 * {@code .bmp .gif .jpeg .jpg .png} files at any depth below a class belong to it; hidden files and
 * other suffixes are left out. Symbolic links are followed to files and to class folders but not
 * deeper, so that no link can lead in a circle.
 */
public final class ImageFolder {

  private static final Set<String> SUFFIXES = Set.of("bmp", "gif", "jpeg", "jpg", "png");

  private final Path root;
  private final List<String> classes;
  private final List<Example> examples;

  private ImageFolder(Path root, List<String> classes, List<Example> examples) {
    this.root = root;
    this.classes = List.copyOf(classes);
    this.examples = List.copyOf(examples);
  }

  /**
   * Lists the images below a folder without opening them.
   *
   * @throws InvalidDataException if it is missing, no folder, not readable, empty, has fewer than
   *     two classes or a class without an image
   */
  public static ImageFolder open(Path root) {
    List<Path> folders = FolderListing.subfolders(root);
    if (folders.size() < 2) {
      throw new InvalidDataException(
          folders.isEmpty()
              ? "expected one sub-folder a class with images in it; %s has no sub-folder"
                  .formatted(root)
              : "a classifier needs at least two classes; %s has only the sub-folder %s"
                  .formatted(root, folders.get(0).getFileName()));
    }
    List<String> classes = new ArrayList<>();
    List<Example> examples = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> images =
          FolderListing.files(folder).stream().filter(ImageFolder::isImage).toList();
      if (images.isEmpty()) {
        throw new InvalidDataException(
            "each sub-folder must hold images (.bmp .gif .jpeg .jpg .png) of its class; %s has none"
                .formatted(folder));
      }
      for (Path image : images) {
        examples.add(new Example(image, name(root, image), classes.size()));
      }
      classes.add(folder.getFileName().toString());
    }
    return new ImageFolder(root, classes, examples);
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

  /**
   * SHA-256 over the name and the contents of every image, in hexadecimal: equal for equal data
   * sets on every system. Reads every file.
   *
   * @throws UnreadableImageException if a file cannot be read
   */
  public String digest() {
    ContentDigest digest = new ContentDigest();
    for (Example example : examples) {
      digest.add(example.name()).add(ImageLoader.read(example.file()));
    }
    return digest.hex();
  }

  /**
   * The images below a folder, at any depth and whatever its sub-folders mean, sorted; hidden files
   * are left out.
   *
   * @throws InvalidDataException if the folder cannot be read
   */
  public static List<Path> imagesBelow(Path folder) {
    return FolderListing.files(folder).stream().filter(ImageFolder::isImage).toList();
  }

  /** Whether the suffix is one of an image's. */
  static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return SUFFIXES.contains(suffix);
  }

  /** The path below the root, with '/' between the parts on every system. */
  static String name(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }
}
