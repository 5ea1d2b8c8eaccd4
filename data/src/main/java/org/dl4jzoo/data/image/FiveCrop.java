package org.dl4jzoo.data.image;

import java.util.function.IntFunction;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The four corners and the centre of a resized image, in the order of torchvision's FiveCrop: top
 * left, top right, bottom left, bottom right, centre. Every method takes 8-bit BGR or grey pixels,
 * which it does not close, and returns 5 · height · width · channels bytes, a crop after the other,
 * red first.
 */
public final class FiveCrop {

  /** How many crops there are. */
  public static final int COUNT = 5;

  private FiveCrop() {}

  /** Of an image scaled so that it covers {@code zoom} times the shape, as {@link Pixels#crop}. */
  public static byte[] crop(Mat image, int height, int width, int channels, double zoom) {
    long[] size = Pixels.covering(image, height, width, zoom);
    return crops(image, size[0], size[1], height, width, channels);
  }

  /** Of an image whose sides become {@code zoom} times those of the shape, each on its own. */
  public static byte[] squash(Mat image, int height, int width, int channels, double zoom) {
    long rows = Math.round(zoom * height);
    long columns = Math.round(zoom * width);
    return crops(image, rows, columns, height, width, channels);
  }

  private static byte[] crops(
      Mat image, long rows, long columns, int height, int width, int channels) {
    return joined(
        height * width * channels,
        n ->
            Pixels.part(
                image, span(rows, height, n, n / 2), span(columns, width, n, n % 2), channels));
  }

  /** Of an image that fits into {@code zoom} times the shape, on black, as {@link Pixels#pad}. */
  public static byte[] pad(Mat image, int height, int width, int channels, double zoom) {
    int rows = (int) Math.round(zoom * height);
    int columns = (int) Math.round(zoom * width);
    byte[] padded = Pixels.pad(image, rows, columns, channels);
    return joined(
        height * width * channels,
        n -> {
          Span down = span(rows, height, n, n / 2);
          Span across = span(columns, width, n, n % 2);
          byte[] crop = new byte[height * width * channels];
          for (int row = 0; row < height; row++) {
            int from = (int) ((down.from() + row) * columns + across.from()) * channels;
            System.arraycopy(padded, from, crop, row * width * channels, width * channels);
          }
          return crop;
        });
  }

  /**
   * The part of a side that a crop has.
   *
   * @param n number of the crop; the last one is the centre
   * @param end 0 for a corner at the start of the side, 1 for one at its end
   */
  private static Span span(long size, int count, int n, int end) {
    return n == COUNT - 1 ? Span.middle(size, count) : new Span(size, end * (size - count), count);
  }

  private static byte[] joined(int bytes, IntFunction<byte[]> crops) {
    byte[] all = new byte[COUNT * bytes];
    for (int n = 0; n < COUNT; n++) {
      System.arraycopy(crops.apply(n), 0, all, n * bytes, bytes);
    }
    return all;
  }
}
