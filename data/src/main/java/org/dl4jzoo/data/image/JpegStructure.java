package org.dl4jzoo.data.image;

import static org.dl4jzoo.data.image.Bytes.bigEndian16;
import static org.dl4jzoo.data.image.Bytes.u8;

/** Walks a JPEG's segments (ITU T.81, annex B) to its size and its end marker. */
final class JpegStructure {

  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private JpegStructure() {}

  static ImageHeader read(byte[] file) throws DamagedImageException {
    ImageHeader header = null;
    int at = 2;
    while (true) {
      if (u8(file, at) != 0xff) {
        throw new DamagedImageException("it has no JPEG marker where one must be");
      }
      int marker = u8(file, at + 1);
      if (marker == 0xff) {
        at++;
      } else if (marker == START_OF_SCAN) {
        break;
      } else if (marker == END_OF_IMAGE) {
        throw new DamagedImageException("it has no pixels");
      } else {
        if (isStartOfFrame(marker)) {
          header =
              new ImageHeader(
                  ImageFormat.JPEG, bigEndian16(file, at + 7), bigEndian16(file, at + 5), false);
        }
        at += 2 + bigEndian16(file, at + 2);
      }
    }
    if (header == null) {
      throw new DamagedImageException("it has no JPEG frame header");
    }
    requireEnd(file, at);
    return header;
  }

  /** SOF0 to SOF15 without the three other markers in that range: DHT, JPG and DAC. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Entropy-coded data never contains the end marker's two bytes, so finding them is enough. */
  private static void requireEnd(byte[] file, int startOfScan) throws DamagedImageException {
    for (int i = file.length - 2; i > startOfScan; i--) {
      if (u8(file, i) == 0xff && u8(file, i + 1) == END_OF_IMAGE) {
        return;
      }
    }
    throw new DamagedImageException("it is cut off");
  }
}
