package org.dl4jzoo.app.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.ImageFolder;

/** The images that are named on a command line. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * Files as they are named, and the images below folders, sorted.
   *
   * @throws UsageException if a folder has no image
   * @throws org.dl4jzoo.data.InvalidDataException if a folder cannot be read
   */
  public static List<Path> in(List<Path> filesAndFolders) {
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
    List<Path> images = ImageFolder.imagesBelow(folder);
    if (images.isEmpty()) {
      throw new UsageException("there is no image in the folder " + folder);
    }
    return images;
  }
}
