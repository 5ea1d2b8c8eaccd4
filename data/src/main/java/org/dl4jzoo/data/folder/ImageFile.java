package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.dl4jzoo.data.image.file.ImageFormat;

/** Tells images from other files. */
final class ImageFile {

  /** A file called so is meant to be an image even if its contents are damaged. */
  private static final Set<String> SUFFIXES =
      Set.of("bmp", "gif", "jfif", "jpe", "jpeg", "jpg", "png", "tif", "tiff", "webp");

  private ImageFile() {}

  /**
   * Whether a file is called like an image, or begins like one. Only files with another suffix are
   * opened.
   */
  static boolean isOne(Path file) {
    return SUFFIXES.contains(suffix(file)) || beginsLikeOne(file);
  }

  /** The suffix in lower case, without its dot; empty if there is none. */
  static String suffix(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean beginsLikeOne(Path file) {
    try {
      return ImageFormat.sniff(file).isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
