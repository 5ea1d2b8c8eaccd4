package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.opencv.opencv_core.Mat;

/** Removes transparency. */
final class Opaque {

  private Opaque() {}

  /** Composites BGRA on white; other pixels are returned as they are. Closes what it replaces. */
  static Mat onWhite(Mat image) {
    if (image.channels() != 4) {
      return image;
    }
    try (image) {
      Mat opaque = new Mat(image.rows(), image.cols(), CV_8UC3);
      byte[] bgra = new byte[image.cols() * 4];
      byte[] bgr = new byte[image.cols() * 3];
      for (int row = 0; row < image.rows(); row++) {
        image.ptr(row).get(bgra);
        composite(bgra, bgr);
        opaque.ptr(row).put(bgr);
      }
      return opaque;
    }
  }

  private static void composite(byte[] bgra, byte[] bgr) {
    for (int from = 0, to = 0; from < bgra.length; from += 4, to += 3) {
      int alpha = bgra[from + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        int colour = bgra[from + c] & 0xff;
        bgr[to + c] = (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
      }
    }
  }
}
