package org.dl4jzoo.data.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A grey image of {@value #SIDE}×{@value #SIDE} pixels, to tell whether two files show the same
 * picture although their bytes differ: saved again, scaled, or with other metadata.
 */
public final class Thumbnail {

  /** Pixels a side. */
  static final int SIDE = 32;

  /**
   * Between what changes in copies and in frames of a fixed camera. Of 300 flower photos saved
   * again as JPEG with a quality of 40 to 90 at full to half size, no pixel of a thumbnail changed
   * by more than 9; down to a quality of 20 and 0.3 of the size, 3,593 of 3,600 copies are within
   * the limits, and so is the one pair of the 1,250 photos that shows the same. Where a round
   * object of a tenth of the width was put into a photo, 593 of 600 frames are beyond them.
   */
  private static final int MAX_DIFFERENCE = 26;

  private static final double MAX_MEAN_DIFFERENCE = 4;

  /** Below this range of values there is no picture to compare, as in an image of one colour. */
  private static final int MIN_CONTRAST = 96;

  private final byte[] grey;
  private final double mean;
  private final boolean contrast;

  private Thumbnail(byte[] grey) {
    this.grey = grey;
    int sum = 0;
    int min = 255;
    int max = 0;
    for (byte pixel : grey) {
      int value = pixel & 0xff;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    this.mean = (double) sum / grey.length;
    this.contrast = max - min >= MIN_CONTRAST;
  }

  /** The thumbnail of 8-bit BGR or grey pixels, which stay open. */
  public static Thumbnail of(Mat image) {
    return new Thumbnail(Pixels.squash(image, SIDE, SIDE, 1));
  }

  /** The mean value; thumbnails that look alike differ by at most {@link #maxMeanDifference}. */
  public double mean() {
    return mean;
  }

  /** How far the means of two pictures that look alike may lie apart. */
  public static double maxMeanDifference() {
    return MAX_MEAN_DIFFERENCE;
  }

  /** Whether both show one picture. An image with next to no contrast is like no other. */
  public boolean looksLike(Thumbnail other) {
    if (!contrast || !other.contrast) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < grey.length; i++) {
      int difference = Math.abs((grey[i] & 0xff) - (other.grey[i] & 0xff));
      if (difference > MAX_DIFFERENCE) {
        return false;
      }
      sum += difference;
    }
    return sum <= MAX_MEAN_DIFFERENCE * grey.length;
  }
}
