package org.dl4jzoo.app.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.image.Preview;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * Small copies of images, made when they are asked for. An image has the same address as long as
 * the training goes on; only images that were given one can be had. For one thread.
 */
final class Thumbnails {

  private static final int SIDE = 144;
  private static final String PREFIX = "/image/";

  private final Map<Path, Integer> numbers = new HashMap<>();
  private final List<Path> files = new ArrayList<>();

  /** Where the copy of an image is, below the page. */
  String address(Example image) {
    int number =
        numbers.computeIfAbsent(
            image.file(),
            file -> {
              files.add(file);
              return files.size() - 1;
            });
    return PREFIX.substring(1) + number;
  }

  /** The copy at this path, a JPEG; empty if there is none, or the image can't be read any more. */
  Optional<byte[]> at(String path) {
    return path.matches(PREFIX + "\\d{1,6}")
        ? jpeg(Integer.parseInt(path.substring(PREFIX.length())))
        : Optional.empty();
  }

  private Optional<byte[]> jpeg(int number) {
    if (number >= files.size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Preview.of(ImageLoader.read(files.get(number)), SIDE).jpeg());
    } catch (DamagedImageException | UnreadableImageException goneMeanwhile) {
      return Optional.empty();
    }
  }
}
