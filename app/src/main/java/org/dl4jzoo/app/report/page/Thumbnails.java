package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.image.Preview;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/** Small copies of images, as sources of image elements. */
final class Thumbnails {

  private static final int SIDE = 144;

  private final Map<Path, String> sources = new ConcurrentHashMap<>();

  private Thumbnails() {}

  /** Those of these files, read in parallel; one that can't be read any more has none. */
  static Thumbnails of(Collection<Path> files) {
    Thumbnails thumbnails = new Thumbnails();
    files.parallelStream().distinct().forEach(thumbnails::add);
    return thumbnails;
  }

  private void add(Path file) {
    try {
      byte[] jpeg = Preview.of(ImageLoader.read(file), SIDE).jpeg();
      sources.put(file, Gallery.dataUri(jpeg));
    } catch (DamagedImageException | UnreadableImageException goneMeanwhile) {
      // The page does without.
    }
  }

  /** The source of a file's image element; empty if it can't be read any more. */
  Optional<String> source(Path file) {
    return Optional.ofNullable(sources.get(file));
  }
}
