package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decoded pixels to bytes of one shape, resized as Pillow does. Every method takes 8-bit BGR or
 * grey pixels, which it does not close, and returns height · width · channels bytes row by row, red
 * first.
 */
public final class Pixels {

  private Pixels() {}

  /** Stretches or shrinks each side on its own. */
  public static byte[] squash(Mat image, int height, int width, int channels) {
    return part(image, Span.whole(height), Span.whole(width), channels);
  }

  /**
   * Scales so that the image covers {@code zoom} times the shape, then cuts the shape from the
   * centre, with torchvision's rounding. Only what is kept is computed, so that no aspect ratio
   * asks for much memory.
   */
  public static byte[] crop(Mat image, int height, int width, int channels, double zoom) {
    long[] size = covering(image, height, width, zoom);
    return part(image, Span.middle(size[0], height), Span.middle(size[1], width), channels);
  }

  /** Rows and columns of the image scaled so that it covers {@code zoom} times the shape. */
  static long[] covering(Mat image, int height, int width, double zoom) {
    long rows = Math.round(zoom * height);
    long columns = Math.round(zoom * width);
    if (rows * image.cols() >= columns * image.rows()) {
      columns = Math.max(columns, rows * image.cols() / image.rows());
    } else {
      rows = Math.max(rows, columns * image.rows() / image.cols());
    }
    return new long[] {rows, columns};
  }

  /** Scales until the longer side fits and centres the image on black, as Pillow's ImageOps.pad. */
  public static byte[] pad(Mat image, int height, int width, int channels) {
    int rows = height;
    int columns = width;
    if ((long) image.cols() * height > (long) width * image.rows()) {
      rows = fitting((double) image.rows() / image.cols() * width, height);
    } else {
      columns = fitting((double) image.cols() / image.rows() * height, width);
    }
    byte[] fitted = squash(image, rows, columns, channels);
    int top = (int) Math.rint((height - rows) / 2.0);
    int left = (int) Math.rint((width - columns) / 2.0);
    byte[] padded = new byte[height * width * channels];
    int rowBytes = columns * channels;
    for (int row = 0; row < rows; row++) {
      int to = ((top + row) * width + left) * channels;
      System.arraycopy(fitted, row * rowBytes, padded, to, rowBytes);
    }
    return padded;
  }

  private static int fitting(double size, int most) {
    return (int) Math.max(1, Math.min(Math.rint(size), most));
  }

  /** The wanted rows and columns of a resized image. */
  static byte[] part(Mat image, Span rows, Span columns, int channels) {
    if (image.channels() == 1) {
      byte[] grey = Bilinear.resized(image, rows, columns);
      return channels == 1 ? grey : tripled(grey);
    }
    if (channels == 1) {
      try (Mat grey = new Mat()) {
        cvtColor(image, grey, COLOR_BGR2GRAY);
        return Bilinear.resized(grey, rows, columns);
      }
    }
    byte[] pixels = Bilinear.resized(image, rows, columns);
    return swapped(pixels);
  }

  private static byte[] tripled(byte[] grey) {
    byte[] pixels = new byte[grey.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = grey[i / 3];
    }
    return pixels;
  }

  /** The same colours with red and blue exchanged. */
  static byte[] swapped(byte[] pixels) {
    byte[] swapped = pixels.clone();
    for (int i = 0; i < pixels.length; i += 3) {
      swapped[i] = pixels[i + 2];
      swapped[i + 2] = pixels[i];
    }
    return swapped;
  }

  /**
   * The same image with left and right exchanged.
   *
   * @param pixels width · channels bytes a row
   */
  public static byte[] mirrored(byte[] pixels, int width, int channels) {
    byte[] mirrored = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i += channels) {
      int x = i / channels % width;
      int from = i + (width - 1 - 2 * x) * channels;
      System.arraycopy(pixels, from, mirrored, i, channels);
    }
    return mirrored;
  }

  /** All bytes of a matrix, rows without gaps, channels in the matrix's own order. */
  /** Resizes height · width · channels bytes, as Pillow does. */
  public static byte[] resized(
      byte[] pixels, int height, int width, int channels, int newHeight, int newWidth) {
    try (Mat image = new Mat(height, width, CV_8UC(channels))) {
      image.data().put(pixels);
      return Bilinear.resized(image, Span.whole(newHeight), Span.whole(newWidth));
    }
  }

  static byte[] copy(Mat image) {
    int rowBytes = image.cols() * image.channels();
    byte[] bytes = new byte[image.rows() * rowBytes];
    for (int row = 0; row < image.rows(); row++) {
      BytePointer start = image.ptr(row);
      start.get(bytes, row * rowBytes, rowBytes);
    }
    return bytes;
  }
}
