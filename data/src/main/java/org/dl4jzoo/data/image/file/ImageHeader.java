package org.dl4jzoo.data.image.file;

/**
 * What a file says about itself. Reading it also checks, in Java, that the file is complete and of
 * sane size: native decoders fill what is missing with grey, or ask for the memory that a forged
 * header names.
 *
 * @param width columns as stored, before any rotation
 * @param height rows as stored
 * @param orientation how the stored image has to be turned, as EXIF numbers it: 1 for not at all
 */
record ImageHeader(int width, int height, int orientation) {

  /** An image that takes more memory than this while it is decoded is refused, in bytes. */
  static final long MAX_BYTES = 512L << 20;

  /** Checks the size. */
  ImageHeader {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("its header says %d×%d pixels".formatted(width, height));
    }
  }

  /** An image that is stored upright. */
  ImageHeader(int width, int height) {
    this(width, height, Exif.UPRIGHT);
  }

  /**
   * This header, if so many bytes a pixel fit into memory.
   *
   * @throws DamagedImageException if they do not
   */
  ImageHeader ifFitting(double bytesPerPixel) throws DamagedImageException {
    double bytes = (double) width * height * bytesPerPixel;
    if (bytes > MAX_BYTES) {
      throw new DamagedImageException(
          "its header says %d×%d pixels, which take %.0f MiB to decode, more than the limit of %d MiB"
              .formatted(width, height, bytes / (1 << 20), MAX_BYTES >> 20));
    }
    return this;
  }
}
