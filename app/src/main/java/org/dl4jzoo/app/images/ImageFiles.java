package org.dl4jzoo.app.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.LabelledImages;

/** The images that are named on a command line. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * Files as they are named, and the images below folders, sorted.
   *
   * @param remarks hears of files in the folders that are no images
   * @throws UsageException if a folder has no image
   * @throws org.dl4jzoo.data.InvalidDataException if a folder cannot be read
   */
  public static List<Path> in(List<Path> filesAndFolders, Consumer<String> remarks) {
    List<Path> files = new ArrayList<>();
    for (Path path : filesAndFolders) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path, remarks));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> below(Path folder, Consumer<String> remarks) {
    List<Path> images = LabelledImages.below(folder, remarks);
    if (images.isEmpty()) {
      throw new UsageException("there is no image in the folder " + folder);
    }
    return images;
  }
}
