package org.dl4jzoo.data.image.file;

import java.util.Arrays;

/**
 * What a TIFF says about its first page.
 *
 * @param width columns
 * @param height rows
 * @param samples numbers a pixel
 * @param bits bits a number
 * @param photometric what the numbers are, by TIFF 6.0's numbers
 * @param orientation how the page has to be turned
 */
record TiffStructure(
    int width, int height, int samples, int bits, int photometric, int orientation) {

  /** The value of {@link #photometric} for inks, of which the first four are CMYK. */
  static final int SEPARATED = 5;

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;

  static TiffStructure read(byte[] file) throws DamagedImageException {
    TiffDirectory directory = new TiffDirectory(file, 0);
    requireInside(file, directory.numbers(STRIP_OFFSETS), directory.numbers(STRIP_BYTES));
    requireInside(file, directory.numbers(TILE_OFFSETS), directory.numbers(TILE_BYTES));
    long bits = Arrays.stream(directory.numbers(BITS)).max().orElse(1);
    long samples = directory.number(SAMPLES).orElse(1L);
    if (bits < 1 || bits > 64 || samples < 1 || samples > 16) {
      throw new DamagedImageException(
          "its header says %d samples of %d bits a pixel".formatted(samples, bits));
    }
    return new TiffStructure(
        size(directory, WIDTH),
        size(directory, HEIGHT),
        (int) samples,
        (int) bits,
        directory.number(PHOTOMETRIC).orElse(-1L).intValue(),
        directory.orientation());
  }

  ImageHeader header() {
    return new ImageHeader(width, height, orientation);
  }

  /** Bytes that a decoded pixel takes. */
  int pixelBytes() {
    return samples * ((bits + 7) / 8);
  }

  private static int size(TiffDirectory directory, int tag) {
    long size = directory.number(tag).orElse(0L);
    return size > Integer.MAX_VALUE ? 0 : (int) size;
  }

  private static void requireInside(byte[] file, long[] offsets, long[] counts)
      throws DamagedImageException {
    for (int i = 0; i < offsets.length; i++) {
      long count = i < counts.length ? counts[i] : 1;
      if (offsets[i] < 0 || count < 0 || offsets[i] > file.length - count) {
        throw new DamagedImageException("it is cut off");
      }
    }
  }
}
