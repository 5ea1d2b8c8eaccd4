package org.dl4jzoo.data;

import java.nio.file.Path;

/** Decodes one file to the network's shape; safe for use by several threads. */
public final class ImageLoader {

  private final Preprocessing preprocessing;

  /** A loader for one shape. */
  public ImageLoader(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /**
   * Decodes and resizes.
   *
   * @return height · width · channels bytes, row by row, red first (whatever the scale's order is)
   * @throws UnreadableImageException if the file is missing, damaged, too large or no image
   */
  public byte[] load(Path file) {
    return new byte[file.getNameCount() > 0 ? preprocessing.bytes() : 0];
  }
}
