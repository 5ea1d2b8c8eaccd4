package org.dl4jzoo.data.image;

import static org.dl4jzoo.data.image.Bytes.littleEndian16;
import static org.dl4jzoo.data.image.Bytes.littleEndian32;

/** Reads a BMP's two headers and checks that all rows are there. */
final class BmpStructure {

  /** Length of the oldest header, whose sizes have 16 bits. */
  private static final int CORE_HEADER = 12;

  private BmpStructure() {}

  static ImageHeader read(byte[] file) throws DamagedImageException {
    long pixels = littleEndian32(file, 10) & 0xffff_ffffL;
    boolean core = littleEndian32(file, 14) == CORE_HEADER;
    int width = core ? littleEndian16(file, 18) : littleEndian32(file, 18);
    // A negative height means that the top row comes first.
    int height = Math.abs(core ? littleEndian16(file, 20) : littleEndian32(file, 22));
    int bitsPerPixel = littleEndian16(file, core ? 24 : 28);
    int compression = core ? 0 : littleEndian32(file, 30);
    ImageHeader header = new ImageHeader(ImageFormat.BMP, width, height, false);
    boolean runLength = compression == 1 || compression == 2;
    long rowBytes = ((long) width * bitsPerPixel + 31) / 32 * 4;
    if (pixels >= file.length || (!runLength && pixels + rowBytes * height > file.length)) {
      throw new DamagedImageException("it is cut off");
    }
    return header;
  }
}
