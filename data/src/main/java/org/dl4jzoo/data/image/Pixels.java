package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Decoded pixels to bytes of one shape. Every method takes 8-bit BGR or grey pixels, which it does
 * not close, and returns height · width · channels bytes row by row, red first.
 */
public final class Pixels {

  private static final ImageDecoder SCALER = new ImageDecoder();

  private Pixels() {}

  /** Stretches or shrinks each side on its own. */
  public static byte[] squash(Mat image, int height, int width, int channels) {
    try (Mat scaled = SCALER.scaled(image, height, width)) {
      return bytes(scaled, channels);
    }
  }

  /**
   * Scales so that the image covers {@code zoom} times the shape, then cuts the shape from the
   * centre. Only the part that is kept is scaled, so that no aspect ratio asks for much memory.
   */
  public static byte[] crop(Mat image, int height, int width, int channels, double zoom) {
    double scale = Math.max(zoom * height / image.rows(), zoom * width / image.cols());
    int cutHeight = clamp(Math.round(height / scale), image.rows());
    int cutWidth = clamp(Math.round(width / scale), image.cols());
    int top = (image.rows() - cutHeight) / 2;
    int left = (image.cols() - cutWidth) / 2;
    try (Rect rect = new Rect(left, top, cutWidth, cutHeight);
        Mat cut = new Mat(image, rect)) {
      return squash(cut, height, width, channels);
    }
  }

  /** Scales until the longer side fits and centres the image on black. */
  public static byte[] pad(Mat image, int height, int width, int channels) {
    double scale = Math.min((double) height / image.rows(), (double) width / image.cols());
    int fitHeight = clamp(Math.round(image.rows() * scale), height);
    int fitWidth = clamp(Math.round(image.cols() * scale), width);
    int top = (height - fitHeight) / 2;
    int left = (width - fitWidth) / 2;
    try (Mat fitted = SCALER.scaled(image, fitHeight, fitWidth);
        Mat padded = new Mat()) {
      copyMakeBorder(
          fitted,
          padded,
          top,
          height - fitHeight - top,
          left,
          width - fitWidth - left,
          BORDER_CONSTANT);
      return bytes(padded, channels);
    }
  }

  private static int clamp(long size, int max) {
    return (int) Math.max(1, Math.min(size, max));
  }

  private static byte[] bytes(Mat image, int channels) {
    boolean grey = image.channels() == 1;
    if (grey && channels == 1) {
      return copy(image);
    }
    try (Mat converted = new Mat()) {
      int code = channels == 1 ? COLOR_BGR2GRAY : grey ? COLOR_GRAY2RGB : COLOR_BGR2RGB;
      cvtColor(image, converted, code);
      return copy(converted);
    }
  }

  /** All bytes of a matrix, rows without gaps, channels in the matrix's own order. */
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
