package org.dl4jzoo.data.image.file;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds JPEGs whose data stop before the last pixel although an end marker follows. libjpeg fills
 * the rest with one colour and calls that a warning, which OpenCV hides; Java's reader tells it. As
 * that means to decode twice, it is asked only about images that end in one colour, or come in
 * several passes, the last of which can stop unseen.
 */
final class JpegTail {

  private JpegTail() {}

  /**
   * Checks it.
   *
   * @param image the decoded pixels
   * @param times by how much they were shrunk
   */
  static void requireWhole(byte[] file, JpegFrame frame, Mat image, int times)
      throws DamagedImageException {
    if ((frame.progressive() || endsFlat(frame, image, times)) && warned(file, frame)) {
      throw new DamagedImageException("it is cut off");
    }
  }

  /** Whether each of the last two units of the last row has one colour. */
  private static boolean endsFlat(JpegFrame frame, Mat image, int times) {
    int unitWidth = Math.max(1, frame.unitWidth() / times);
    int unitHeight = Math.max(1, frame.unitHeight() / times);
    int top = (image.rows() - 1) / unitHeight * unitHeight;
    int left = (image.cols() - 1) / unitWidth * unitWidth;
    return isFlat(image, top, left, image.cols())
        && isFlat(image, top, Math.max(0, left - unitWidth), left);
  }

  /**
   * Whether all pixels are equal but for the outermost, which take colour from their neighbours.
   */
  private static boolean isFlat(Mat image, int top, int left, int right) {
    int inset = right - left > 1 && image.rows() - top > 1 ? 1 : 0;
    int columns = right - left - inset;
    if (columns < 1) {
      return true;
    }
    byte[] first = new byte[columns * image.channels()];
    byte[] row = new byte[first.length];
    image.ptr(top + inset, left + inset).get(first);
    if (!repeats(first, image.channels())) {
      return false;
    }
    for (int y = top + inset + 1; y < image.rows(); y++) {
      image.ptr(y, left + inset).get(row);
      if (!Arrays.equals(row, first)) {
        return false;
      }
    }
    return true;
  }

  private static boolean repeats(byte[] row, int period) {
    return Arrays.equals(row, 0, row.length - period, row, period, row.length);
  }

  /** Whether Java's reader, on its way to the last row, misses data. */
  private static boolean warned(byte[] file, JpegFrame frame) {
    boolean[] cut = new boolean[1];
    try {
      ImageReader reader = JavaReader.JPEG.create();
      reader.addIIOReadWarningListener(
          (source, warning) -> cut[0] |= warning.contains("remature end"));
      ImageReadParam lastRow = reader.getDefaultReadParam();
      lastRow.setSourceRegion(new Rectangle(0, frame.height() - 1, 1, 1));
      JavaReader.read(reader, file, () -> reader.readRaster(0, lastRow));
    } catch (IOException | RuntimeException e) {
      // What this reader cannot read at all, the other has read.
      return cut[0];
    }
    return cut[0];
  }
}
