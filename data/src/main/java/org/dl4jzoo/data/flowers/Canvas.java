package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** A picture being painted: layers of colour over each other, with smooth edges. */
final class Canvas {

  private final int side;
  private final double[] values;

  Canvas(int side) {
    this.side = side;
    this.values = new double[side * side * 3];
  }

  int side() {
    return side;
  }

  /** Lays a colour over one pixel; opacity from 0 to 1. */
  void blend(int column, int row, Colour colour, double opacity) {
    int i = (row * side + column) * 3;
    values[i] += (colour.red() - values[i]) * opacity;
    values[i + 1] += (colour.green() - values[i + 1]) * opacity;
    values[i + 2] += (colour.blue() - values[i + 2]) * opacity;
  }

  /** Fills a shape. */
  void fill(Place place, Shape shape) {
    fill(place, shape, 1, 1, 0);
  }

  /**
   * Fills a shape.
   *
   * @param opacity from 0 to 1
   * @param blur width of the edge in pixels, at least 1
   * @param shadow width in pixels of the darkening around it; 0 for none
   */
  void fill(Place place, Shape shape, double opacity, double blur, double shadow) {
    Shape.Bounds bounds = shape.bounds();
    double margin = blur + shadow;
    double scale = place.scale();
    double spreadX = Math.abs(place.xy() * bounds.half()) + margin;
    double spreadY = Math.abs(place.yy() * bounds.half()) + margin;
    double fromX = place.column(bounds.from(), 0);
    double toX = place.column(bounds.to(), 0);
    double fromY = place.row(bounds.from(), 0);
    double toY = place.row(bounds.to(), 0);
    int lastRow = clamp(Math.max(fromY, toY) + spreadY);
    int lastColumn = clamp(Math.max(fromX, toX) + spreadX);
    Place toShape = place.inverse();
    for (int row = clamp(Math.min(fromY, toY) - spreadY); row <= lastRow; row++) {
      for (int column = clamp(Math.min(fromX, toX) - spreadX); column <= lastColumn; column++) {
        double first = toShape.column(column, row);
        double second = toShape.row(column, row);
        double pixels = shape.distance(first, second) * scale;
        double cover = Math.max(0, Math.min(1, 0.5 - pixels / blur));
        if (cover > 0) {
          blend(column, row, shape.colour(first, second), opacity * cover);
        } else if (pixels < shadow) {
          darken(column, row, 1 - 0.35 * opacity * (1 - pixels / shadow));
        }
      }
    }
  }

  private int clamp(double position) {
    return (int) Math.max(0, Math.min(side - 1, position));
  }

  private void darken(int column, int row, double factor) {
    int i = (row * side + column) * 3;
    values[i] *= factor;
    values[i + 1] *= factor;
    values[i + 2] *= factor;
  }

  /** Adds to every value a random amount of zero mean, bell-shaped, of the given deviation. */
  void addNoise(RandomGenerator random, double deviation) {
    double width = deviation * 2;
    for (int i = 0; i < values.length; i++) {
      double bell = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      values[i] += bell * width;
    }
  }

  /** Multiplies everything by a factor that runs from one corner to the opposite one. */
  void light(double from, double to) {
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        darken(column, row, from + (to - from) * (row + column) / (2.0 * side));
      }
    }
  }

  /** The finished picture: 0xRRGGBB row by row. */
  int[] pixels() {
    int[] pixels = new int[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          toByte(values[i * 3]) << 16 | toByte(values[i * 3 + 1]) << 8 | toByte(values[i * 3 + 2]);
    }
    return pixels;
  }

  private static int toByte(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value * 255)));
  }
}
