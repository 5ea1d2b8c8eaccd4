package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.opencv.opencv_core.Mat;

/** Turns images as EXIF says. */
final class Upright {

  private static final int MIRROR_COLUMNS = 1;
  private static final int MIRROR_ROWS = 0;
  private static final int MIRROR_BOTH = -1;

  /** From here on, rows become columns. */
  private static final int FIRST_TRANSPOSED = 5;

  private Upright() {}

  /**
   * The image as it was seen; closes what it replaces.
   *
   * @param orientation EXIF's number, 1 to 8
   */
  static Mat turned(Mat image, int orientation) {
    return switch (orientation) {
      case 2 -> flipped(image, MIRROR_COLUMNS);
      case 3 -> flipped(image, MIRROR_BOTH);
      case 4 -> flipped(image, MIRROR_ROWS);
      case 5 -> transposed(image);
      case 6 -> flipped(transposed(image), MIRROR_COLUMNS);
      case 7 -> flipped(transposed(image), MIRROR_BOTH);
      case 8 -> flipped(transposed(image), MIRROR_ROWS);
      default -> image;
    };
  }

  /** Whether rows become columns. */
  static boolean swapsSides(int orientation) {
    return orientation >= FIRST_TRANSPOSED;
  }

  private static Mat flipped(Mat image, int axis) {
    try (image) {
      Mat flipped = new Mat();
      flip(image, flipped, axis);
      return flipped;
    }
  }

  private static Mat transposed(Mat image) {
    try (image) {
      Mat transposed = new Mat();
      transpose(image, transposed);
      return transposed;
    }
  }
}
