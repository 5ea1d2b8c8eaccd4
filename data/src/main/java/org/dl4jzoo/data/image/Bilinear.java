package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Bilinear resizing that averages what it merges, bit for bit as Pillow (and so torchvision) does:
 * along the rows first, rounded to 8 bits, then along the columns. OpenCV's ways of shrinking give
 * other pixels, and published networks were measured with Pillow's.
 */
final class Bilinear {

  /**
   * A side that shrinks by more is shrunk to so many times its new size before, by OpenCV: the
   * weights of a line of a hundred million pixels would take more memory than the image.
   */
  private static final int MOST_TIMES = 256;

  private final int channels;
  private final int columns;
  private final Taps across;
  private final Taps down;
  private final byte[] line;
  private final int[] narrow;
  private final int[] sums;

  private Bilinear(Mat image, Span rows, Span columns) {
    this.channels = image.channels();
    this.columns = columns.count();
    this.across = new Taps(image.cols(), columns);
    this.down = new Taps(image.rows(), rows);
    this.line = new byte[image.cols() * channels];
    this.narrow = new int[columns.count() * channels];
    this.sums = new int[rows.count() * narrow.length];
  }

  /**
   * Resizes 8-bit pixels of any number of channels.
   *
   * @return the wanted rows and columns, channels in the image's order
   */
  static byte[] resized(Mat image, Span rows, Span columns) {
    long height = Math.min(image.rows(), MOST_TIMES * rows.size());
    long width = Math.min(image.cols(), MOST_TIMES * columns.size());
    if (height == image.rows() && width == image.cols()) {
      return new Bilinear(image, rows, columns).resized(image, rows.count());
    }
    try (Mat smaller = new Mat();
        Size size = new Size((int) width, (int) height)) {
      resize(image, smaller, size, 0, 0, INTER_AREA);
      return new Bilinear(smaller, rows, columns).resized(smaller, rows.count());
    }
  }

  /** Each line of the image is read once and added to all rows of the result it is part of. */
  private byte[] resized(Mat image, int rows) {
    Arrays.fill(sums, Taps.HALF);
    int begun = 0;
    for (int y = down.first(0); y < down.end(rows - 1); y++) {
      BytePointer start = image.ptr(y);
      start.get(line);
      narrow();
      while (down.end(begun) <= y) {
        begun++;
      }
      for (int row = begun; row < rows && down.first(row) <= y; row++) {
        add(row, down.weights()[down.start(row) + y - down.first(row)]);
      }
    }
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (sums[i] >> Taps.FRACTION_BITS);
    }
    return pixels;
  }

  private void narrow() {
    if (channels == 3) {
      narrowColours();
    } else {
      narrowGrey();
    }
  }

  private void narrowColours() {
    int[] weights = across.weights();
    for (int x = 0; x < columns; x++) {
      int first = across.first(x);
      int start = across.start(x);
      int count = across.end(x) - first;
      int sum0 = Taps.HALF;
      int sum1 = Taps.HALF;
      int sum2 = Taps.HALF;
      for (int i = 0; i < count; i++) {
        int weight = weights[start + i];
        int at = 3 * (first + i);
        sum0 += weight * (line[at] & 0xff);
        sum1 += weight * (line[at + 1] & 0xff);
        sum2 += weight * (line[at + 2] & 0xff);
      }
      narrow[3 * x] = sum0 >> Taps.FRACTION_BITS;
      narrow[3 * x + 1] = sum1 >> Taps.FRACTION_BITS;
      narrow[3 * x + 2] = sum2 >> Taps.FRACTION_BITS;
    }
  }

  private void narrowGrey() {
    int[] weights = across.weights();
    for (int x = 0; x < columns; x++) {
      int start = across.start(x) - across.first(x);
      int sum = Taps.HALF;
      for (int i = across.first(x); i < across.end(x); i++) {
        sum += weights[start + i] * (line[i] & 0xff);
      }
      narrow[x] = sum >> Taps.FRACTION_BITS;
    }
  }

  private void add(int row, int weight) {
    int start = row * narrow.length;
    for (int i = 0; i < narrow.length; i++) {
      sums[start + i] += weight * narrow[i];
    }
  }
}
