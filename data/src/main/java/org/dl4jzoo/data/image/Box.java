package org.dl4jzoo.data.image;

import java.util.random.RandomGenerator;

/**
 * A part of an image, in pixels.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 */
public record Box(int top, int left, int height, int width) {

  private static final int TRIES = 10;
  private static final double LEAST_CROPPED = 0.08;
  private static final double MOST_CROPPED = 1;
  private static final double WIDEST_CROP = 4 / 3.0;
  private static final double NARROWEST_CROP = 3 / 4.0;
  private static final double LEAST_ERASED = 0.02;
  private static final double MOST_ERASED = 0.33;
  private static final double TALLEST_ERASED = 3.3;
  private static final double FLATTEST_ERASED = 0.3;

  /**
   * What torchvision's RandomResizedCrop keeps of an image: from 8 % of its area to all of it, at
   * most a third wider than high or the other way round. If ten tries don't fit in, it is the
   * largest such part in the middle.
   */
  static Box randomCrop(int height, int width, RandomGenerator random) {
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * between(random, LEAST_CROPPED, MOST_CROPPED);
      double aspect = logBetween(random, NARROWEST_CROP, WIDEST_CROP);
      int rows = (int) Math.rint(Math.sqrt(area / aspect));
      int columns = (int) Math.rint(Math.sqrt(area * aspect));
      if (rows > 0 && rows <= height && columns > 0 && columns <= width) {
        return randomPlace(height, width, rows, columns, random);
      }
    }
    int rows = (int) Math.min(height, Math.rint(width / NARROWEST_CROP));
    int columns = (int) Math.min(width, Math.rint(height * WIDEST_CROP));
    return new Box((height - rows) / 2, (width - columns) / 2, rows, columns);
  }

  /**
   * What torchvision's RandomErasing erases of an image: from 2 % to 33 % of its area, 0.3 to 3.3
   * times as high as wide. If ten tries don't fit in, it is nothing.
   */
  public static Box randomErasure(int height, int width, RandomGenerator random) {
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * between(random, LEAST_ERASED, MOST_ERASED);
      double aspect = logBetween(random, FLATTEST_ERASED, TALLEST_ERASED);
      int rows = (int) Math.rint(Math.sqrt(area * aspect));
      int columns = (int) Math.rint(Math.sqrt(area / aspect));
      if (rows < height && columns < width) {
        return randomPlace(height, width, rows, columns, random);
      }
    }
    return new Box(0, 0, 0, 0);
  }

  private static Box randomPlace(
      int height, int width, int rows, int columns, RandomGenerator random) {
    int top = random.nextInt(height - rows + 1);
    int left = random.nextInt(width - columns + 1);
    return new Box(top, left, rows, columns);
  }

  private static double logBetween(RandomGenerator random, double low, double high) {
    return Math.exp(between(random, Math.log(low), Math.log(high)));
  }

  private static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
