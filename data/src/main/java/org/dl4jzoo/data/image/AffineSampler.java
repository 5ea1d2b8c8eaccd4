package org.dl4jzoo.data.image;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Slides and turns an image as Pillow does, to the bit, with bilinear sampling and black where
 * there is nothing; OpenCV mixes black into the outline. Safe for use by several threads.
 */
final class AffineSampler {

  /** Decimal places to which Pillow rounds sine and cosine. */
  private static final int PLACES = 15;

  private final int height;
  private final int width;
  private final int channels;

  /** Images of height · width · channels bytes. */
  AffineSampler(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /** Turns around the middle; the given pixels stay as they are. */
  byte[] rotated(byte[] pixels, double degreesAnticlockwise) {
    double around = degreesAnticlockwise % 360;
    double radians = -Math.toRadians(around < 0 ? around + 360 : around);
    double cos = rounded(Math.cos(radians));
    double sin = rounded(Math.sin(radians));
    double middleX = width / 2.0;
    double middleY = height / 2.0;
    double shiftX = -middleX * cos + -middleY * sin + middleX;
    double shiftY = -middleX * -sin + -middleY * cos + middleY;
    return apply(pixels, cos, sin, shiftX, -sin, cos, shiftY);
  }

  private static double rounded(double value) {
    return new BigDecimal(value).setScale(PLACES, RoundingMode.HALF_EVEN).doubleValue();
  }

  /**
   * Takes the pixel whose middle is (x, y) from the place (xx · x + xy · y + shiftX, yx · x + yy ·
   * y + shiftY); the given pixels stay as they are.
   */
  byte[] apply(
      byte[] pixels, double xx, double xy, double shiftX, double yx, double yy, double shiftY) {
    byte[] sampled = new byte[pixels.length];
    for (int row = 0; row < height; row++) {
      double y = row + 0.5;
      for (int column = 0; column < width; column++) {
        double x = column + 0.5;
        double fromX = xx * x + xy * y + shiftX;
        double fromY = yx * x + yy * y + shiftY;
        if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
          sample(pixels, fromX - 0.5, fromY - 0.5, sampled, (row * width + column) * channels);
        }
      }
    }
    return sampled;
  }

  /** The value between four pixels, rounded down; beyond the edge the edge goes on. */
  private void sample(byte[] pixels, double x, double y, byte[] target, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    int x0 = Math.max(0, left) * channels;
    int x1 = Math.min(width - 1, left + 1) * channels;
    int row0 = Math.max(0, top) * width * channels;
    int row1 = Math.min(height - 1, top + 1) * width * channels;
    for (int c = 0; c < channels; c++) {
      double above = between(pixels[row0 + x0 + c], pixels[row0 + x1 + c], right);
      double below = between(pixels[row1 + x0 + c], pixels[row1 + x1 + c], right);
      target[at + c] = (byte) (int) (above + (below - above) * down);
    }
  }

  private static double between(byte from, byte to, double share) {
    return (from & 0xff) + ((to & 0xff) - (from & 0xff)) * share;
  }
}
