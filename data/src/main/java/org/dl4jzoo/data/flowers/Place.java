package org.dl4jzoo.data.flowers;

/**
 * Where a shape's own coordinates lie in the picture: an affine map to pixels.
 *
 * @param x pixel column of the shape's origin
 * @param y pixel row of the shape's origin
 * @param xx pixels to the right per unit of the shape's first axis
 * @param xy pixels to the right per unit of its second axis
 * @param yx pixels down per unit of its first axis
 * @param yy pixels down per unit of its second axis
 */
record Place(double x, double y, double xx, double xy, double yx, double yy) {

  /** Upright, with so many pixels a unit. */
  static Place at(double x, double y, double scale) {
    return new Place(x, y, scale, 0, 0, scale);
  }

  /** Turned about the shape's origin. */
  Place turned(double radians) {
    double cos = StrictMath.cos(radians);
    double sin = StrictMath.sin(radians);
    return new Place(
        x, y, xx * cos + xy * sin, xy * cos - xx * sin, yx * cos + yy * sin, yy * cos - yx * sin);
  }

  /** Stretched along the shape's two axes. */
  Place stretched(double first, double second) {
    return new Place(x, y, xx * first, xy * second, yx * first, yy * second);
  }

  /** With the origin moved to a point of the shape. */
  Place moved(double first, double second) {
    return new Place(x + xx * first + xy * second, y + yx * first + yy * second, xx, xy, yx, yy);
  }

  /** The map from pixels back to the shape's coordinates. */
  Place inverse() {
    double d = determinant();
    return new Place(
        (xy * y - yy * x) / d, (yx * x - xx * y) / d, yy / d, -xy / d, -yx / d, xx / d);
  }

  /** The first number that a point is mapped to: its pixel column. */
  double column(double first, double second) {
    return x + xx * first + xy * second;
  }

  /** The second number that a point is mapped to: its pixel row. */
  double row(double first, double second) {
    return y + yx * first + yy * second;
  }

  private double determinant() {
    return xx * yy - xy * yx;
  }

  /** Pixels a unit, on average over directions. */
  double scale() {
    return StrictMath.sqrt(StrictMath.abs(determinant()));
  }
}
