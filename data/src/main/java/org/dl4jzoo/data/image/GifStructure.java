package org.dl4jzoo.data.image;

import static org.dl4jzoo.data.image.Bytes.littleEndian16;
import static org.dl4jzoo.data.image.Bytes.u8;

/** Walks a GIF's blocks to the end of its first frame. */
final class GifStructure {

  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  private GifStructure() {}

  static ImageHeader read(byte[] file) throws DamagedImageException {
    int at = 13 + colourTableSize(u8(file, 10));
    while (true) {
      int block = u8(file, at);
      if (block == EXTENSION) {
        at = skipSubBlocks(file, at + 2);
      } else if (block == IMAGE) {
        int width = littleEndian16(file, at + 5);
        int height = littleEndian16(file, at + 7);
        skipSubBlocks(file, at + 11 + colourTableSize(u8(file, at + 9)));
        return new ImageHeader(ImageFormat.GIF, width, height, true);
      } else if (block == TRAILER) {
        throw new DamagedImageException("it has no frame");
      } else {
        throw new DamagedImageException("it has an unknown GIF block");
      }
    }
  }

  private static int colourTableSize(int flags) {
    boolean present = (flags & 0x80) != 0;
    return present ? 3 << ((flags & 7) + 1) : 0;
  }

  private static int skipSubBlocks(byte[] file, int from) {
    int at = from;
    while (u8(file, at) != 0) {
      at += 1 + u8(file, at);
    }
    return at + 1;
  }
}
