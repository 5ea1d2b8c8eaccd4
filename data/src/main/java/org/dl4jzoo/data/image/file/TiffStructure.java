package org.dl4jzoo.data.image.file;

import java.util.Arrays;
import java.util.Set;

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
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final long UNSIGNED = 1;

  /** None, fax, LZW, JPEG, deflate and PackBits, by their numbers. */
  private static final Set<Long> COMPRESSIONS =
      Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32_773L, 32_946L);

  static TiffStructure read(byte[] file) throws DamagedImageException {
    TiffDirectory directory = new TiffDirectory(file, 0);
    requireSupported(directory);
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

  private static void requireSupported(TiffDirectory directory) throws DamagedImageException {
    long compression = directory.number(COMPRESSION).orElse(1L);
    if (!COMPRESSIONS.contains(compression)) {
      throw new DamagedImageException(
          "it is compressed in a way (%d) that is not supported: save it with LZW or with none"
              .formatted(compression));
    }
    if (directory.number(SAMPLE_FORMAT).orElse(UNSIGNED) != UNSIGNED) {
      throw new DamagedImageException(
          "its colours are real or negative numbers, of no known range: save it with 8 or 16 bits");
    }
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
