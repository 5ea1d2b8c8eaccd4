package org.dl4jzoo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The images that are named on a command line. */
final class ImageFiles {

  private static final Set<String> SUFFIXES = Set.of("bmp", "gif", "jpeg", "jpg", "png");

  private ImageFiles() {}

  /**
   * Files as they are named, and the images below folders, sorted.
   *
   * @throws UsageException if a folder has no image, or cannot be read
   */
  static List<Path> in(List<Path> filesAndFolders) {
    List<Path> files = new ArrayList<>();
    for (Path path : filesAndFolders) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> images =
          paths.filter(Files::isRegularFile).filter(ImageFiles::hasImageSuffix).sorted().toList();
      if (images.isEmpty()) {
        throw new UsageException("there is no image in the folder " + folder);
      }
      return images;
    } catch (IOException e) {
      throw UsageException.cannotRead(folder, e);
    }
  }

  private static boolean hasImageSuffix(Path file) {
    String name = file.getFileName().toString();
    return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
