package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.littleEndian16;
import static org.dl4jzoo.data.image.file.Bytes.u8;

/**
 * Walks a GIF's blocks to the end of its first frame, which lies somewhere on a canvas.
 *
 * @param width columns of the canvas
 * @param height rows of the canvas
 * @param left the frame's first column
 * @param top the frame's first row
 * @param transparent whether the frame has a transparent colour; the canvas around it is
 *     transparent then, and has the first colour of the palette otherwise, as with Pillow
 * @param outside the first colour of the palette, as 0xRRGGBB; black if there is no palette
 */
record GifStructure(int width, int height, int left, int top, boolean transparent, int outside) {

  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int SCREEN = 13;

  /** LZW makes 4,096 pixels at most of a code of 12 bits. */
  private static final int MOST_PIXELS_A_BYTE = 2_731;

  ImageHeader header() throws DamagedImageException {
    return new ImageHeader(width, height).ifFitting(5);
  }

  static GifStructure read(byte[] file) throws DamagedImageException {
    boolean transparent = false;
    int at = SCREEN + colourTableSize(u8(file, 10));
    while (true) {
      int block = u8(file, at);
      if (block == EXTENSION) {
        transparent |= u8(file, at + 1) == GRAPHIC_CONTROL && (u8(file, at + 3) & 1) != 0;
        at = skipSubBlocks(file, at + 2);
      } else if (block == IMAGE) {
        return frame(file, at + 1, transparent);
      } else if (block == TRAILER) {
        throw new DamagedImageException("it has no frame");
      } else {
        throw new DamagedImageException("it has an unknown GIF block");
      }
    }
  }

  private static GifStructure frame(byte[] file, int at, boolean transparent)
      throws DamagedImageException {
    int left = littleEndian16(file, at);
    int top = littleEndian16(file, at + 2);
    int width = littleEndian16(file, at + 4);
    int height = littleEndian16(file, at + 6);
    int localColours = colourTableSize(u8(file, at + 8));
    int data = at + 10 + localColours;
    int end = skipSubBlocks(file, data);
    if (width < 1 || height < 1) {
      throw new DamagedImageException("its frame has %d×%d pixels".formatted(width, height));
    }
    if ((end - data) * (long) MOST_PIXELS_A_BYTE < (long) width * height) {
      throw new DamagedImageException("it is cut off");
    }
    int outside = 0;
    if (localColours > 0) {
      outside = colour(file, at + 9);
    } else if (colourTableSize(u8(file, 10)) > 0) {
      outside = colour(file, SCREEN);
    }
    return new GifStructure(
        Math.max(littleEndian16(file, 6), left + width),
        Math.max(littleEndian16(file, 8), top + height),
        left,
        top,
        transparent,
        outside);
  }

  private static int colour(byte[] file, int at) {
    return u8(file, at) << 16 | u8(file, at + 1) << 8 | u8(file, at + 2);
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
