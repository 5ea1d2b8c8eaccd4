package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.putLittleEndian32;
import static org.dl4jzoo.data.image.file.Bytes.u8;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/** The transparency of a lossy WebP (RFC 9649, 2.7.1.2): a byte a pixel, coded on its own. */
final class WebpAlpha {

  private static final int HEADER = 5;
  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;
  private static final int GRADIENT = 3;

  private final byte[] alpha;
  private final int width;

  private WebpAlpha(byte[] alpha, int width) {
    this.alpha = alpha;
    this.width = width;
  }

  /** Decodes the content of an ALPH chunk, row by row. */
  static byte[] decode(byte[] file, WebpStructure.Part part, WebpStructure structure)
      throws IOException {
    int flags = u8(file, part.from());
    int pixels = structure.width() * structure.height();
    int from = part.from() + 1;
    int length = part.length() - 1;
    byte[] filtered =
        switch (flags & 3) {
          case 0 -> plain(file, from, length, pixels);
          case 1 -> green(file, from, length, structure);
          default -> throw new DamagedImageException("its transparency is coded in no known way");
        };
    new WebpAlpha(filtered, structure.width()).unfilter(flags >> 2 & 3);
    return filtered;
  }

  private static byte[] plain(byte[] file, int from, int length, int pixels)
      throws DamagedImageException {
    if (length < pixels) {
      throw new DamagedImageException("it is cut off");
    }
    return Arrays.copyOfRange(file, from, from + pixels);
  }

  /** Transparency is the green of a lossless picture that lacks its header. */
  private static byte[] green(byte[] file, int from, int length, WebpStructure structure)
      throws IOException {
    byte[] picture = new byte[HEADER + length];
    picture[0] = 0x2f;
    putLittleEndian32(picture, 1, (structure.width() - 1) | (structure.height() - 1) << 14);
    System.arraycopy(file, from, picture, HEADER, length);
    byte[] green = new byte[structure.width() * structure.height()];
    try (Mat image = WebpImage.lossless(WebpImage.only("VP8L", picture, 0, picture.length))) {
      byte[] row = new byte[image.cols() * image.channels()];
      for (int i = 0; i < green.length; i++) {
        int x = i % image.cols();
        if (x == 0) {
          image.ptr(i / image.cols()).get(row);
        }
        green[i] = row[x * image.channels() + 1];
      }
    }
    return green;
  }

  private void unfilter(int filter) {
    for (int i = 1; filter != 0 && i < alpha.length; i++) {
      alpha[i] += (byte) predicted(filter, i);
    }
  }

  /** From the neighbours that are decoded already; the first row and column have fewer. */
  private int predicted(int filter, int i) {
    if (i < width) {
      return u8(alpha, i - 1);
    }
    int above = u8(alpha, i - width);
    if (i % width == 0) {
      return above;
    }
    int left = u8(alpha, i - 1);
    return switch (filter) {
      case HORIZONTAL -> left;
      case VERTICAL -> above;
      case GRADIENT -> Math.max(0, Math.min(255, left + above - u8(alpha, i - width - 1)));
      default -> 0;
    };
  }
}
