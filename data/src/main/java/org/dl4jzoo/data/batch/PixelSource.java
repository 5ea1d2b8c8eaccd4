package org.dl4jzoo.data.batch;

import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.ImageLoader;

/** Where the decoded bytes of an example come from; safe for use by several threads. */
interface PixelSource {

  /**
   * The pixels of one example; the caller does not change them.
   *
   * @param index place of the example in the list of examples
   * @throws UnreadableImageException if the file cannot be decoded
   */
  byte[] pixels(int index, Example example);

  /** Chooses by mode and size. */
  static PixelSource of(BatchSettings settings, ImageLoader loader, int examples) {
    PixelSource decoded = (index, example) -> loader.load(example.file());
    return switch (CacheChoice.of(settings, loader.bytes(), examples)) {
      case RAM -> new RamCache(decoded, examples);
      case DISK -> new DiskCache(loader, settings.cacheFolder(), examples);
      case NONE, AUTO -> decoded;
    };
  }
}
