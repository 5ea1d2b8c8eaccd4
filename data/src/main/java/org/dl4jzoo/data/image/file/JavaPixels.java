package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Pixels that Java decoded as OpenCV's, with Pillow's arithmetic: colour profiles play no part, and
 * other depths become 8 bits by dropping bits or by rounding down.
 */
final class JavaPixels {

  /** White as 0xRRGGBB. */
  static final int WHITE = 0xffffff;

  private JavaPixels() {}

  /** Grey, BGR or BGRA, whichever the image is. */
  static Mat toMat(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    return colours instanceof IndexColorModel palette
        ? indexedToMat(image.getRaster(), palette)
        : samplesToMat(image.getRaster(), colours);
  }

  private static Mat indexedToMat(Raster raster, IndexColorModel palette) {
    int columns = raster.getWidth();
    int[] argb = new int[palette.getMapSize()];
    palette.getRGBs(argb);
    int[] indices = new int[columns];
    return filled(
        raster,
        CV_8UC4,
        (y, row) -> {
          raster.getSamples(raster.getMinX(), y, columns, 1, 0, indices);
          for (int x = 0; x < columns; x++) {
            // An index beyond the palette is black.
            int colour = indices[x] < argb.length ? argb[indices[x]] : 0xff000000;
            Bytes.putLittleEndian32(row, 4 * x, colour);
          }
        });
  }

  private static Mat samplesToMat(Raster raster, ColorModel colours) {
    boolean alpha = colours.hasAlpha();
    boolean grey = colours.getNumColorComponents() == 1;
    int type = alpha ? CV_8UC4 : grey ? CV_8UC1 : CV_8UC3;
    int channels = alpha ? 4 : grey ? 1 : 3;
    int[] samples = new int[raster.getWidth()];
    return filled(
        raster,
        type,
        (y, row) -> {
          for (int c = 0; c < channels; c++) {
            int band = band(c, alpha, grey);
            raster.getSamples(raster.getMinX(), y, samples.length, 1, band, samples);
            int bits = raster.getSampleModel().getSampleSize(band);
            for (int x = 0; x < samples.length; x++) {
              row[x * channels + c] = (byte) eightBits(samples[x], bits);
            }
          }
          if (alpha && colours.isAlphaPremultiplied()) {
            divideByAlpha(row);
          }
        });
  }

  /** Sets the bytes of one row of the result, which is row {@code y} of a raster. */
  @FunctionalInterface
  private interface RowFiller {
    void fill(int y, byte[] row);
  }

  /** A matrix of a raster's size; nothing is left in native memory if a row cannot be filled. */
  private static Mat filled(Raster raster, int type, RowFiller filler) {
    Mat image = new Mat(raster.getHeight(), raster.getWidth(), type);
    try {
      byte[] row = new byte[raster.getWidth() * image.channels()];
      for (int y = 0; y < raster.getHeight(); y++) {
        filler.fill(raster.getMinY() + y, row);
        image.ptr(y).put(row);
      }
      return image;
    } catch (RuntimeException | Error e) {
      image.close();
      throw e;
    }
  }

  /** Where a channel of BGRA comes from: bands are red, green, blue, alpha, or grey, alpha. */
  private static int band(int channel, boolean alpha, boolean grey) {
    if (alpha && channel == 3) {
      return grey ? 1 : 3;
    }
    return grey ? 0 : 2 - channel;
  }

  private static int eightBits(int sample, int bits) {
    if (bits == 8) {
      return sample;
    }
    return bits > 8 ? sample >>> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }

  private static void divideByAlpha(byte[] bgra) {
    for (int i = 0; i < bgra.length; i += 4) {
      int alpha = bgra[i + 3] & 0xff;
      for (int c = 0; c < 3 && alpha > 0 && alpha < 255; c++) {
        bgra[i + c] = (byte) Math.min(255, 255 * (bgra[i + c] & 0xff) / alpha);
      }
    }
  }

  /** Inks to BGR, by Pillow's formula: what black leaves, each ink takes its share of. */
  static Mat cmykToMat(Raster raster) {
    int columns = raster.getWidth();
    int bits = raster.getSampleModel().getSampleSize(0);
    int[] black = new int[columns];
    int[] ink = new int[columns];
    return filled(
        raster,
        CV_8UC3,
        (y, row) -> {
          raster.getSamples(raster.getMinX(), y, columns, 1, 3, black);
          for (int c = 0; c < 3; c++) {
            raster.getSamples(raster.getMinX(), y, columns, 1, 2 - c, ink);
            for (int x = 0; x < columns; x++) {
              int left = 255 - eightBits(black[x], bits);
              row[3 * x + c] = (byte) (left - (left * eightBits(ink[x], bits) + 127) / 255);
            }
          }
        });
  }

  /**
   * Puts an opaque picture on a canvas of one colour; closes the picture unless it is the canvas.
   *
   * @param colour of the canvas, as 0xRRGGBB
   */
  static Mat onCanvas(Mat picture, int width, int height, int left, int top, int colour) {
    if (picture.cols() == width && picture.rows() == height) {
      return picture;
    }
    try (picture;
        Scalar paint = new Scalar(colour & 255, colour >> 8 & 255, colour >> 16, 0);
        Rect place = new Rect(left, top, picture.cols(), picture.rows())) {
      Mat canvas = new Mat(height, width, CV_8UC3, paint);
      try (Mat part = new Mat(canvas, place)) {
        picture.copyTo(part);
      }
      return canvas;
    }
  }
}
