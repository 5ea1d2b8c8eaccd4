package org.dl4jzoo.data.flowers;

/** Something to fill, in coordinates of its own with the origin as its middle or root. */
interface Shape {

  /** A rectangle around the shape. */
  Bounds bounds();

  /** How far outside a point lies; negative inside. Near the edge this is about the distance. */
  double distance(double first, double second);

  /** The colour of a point inside. */
  Colour colour(double first, double second);

  /**
   * A rectangle in the shape's coordinates, even about the first axis.
   *
   * @param from least first coordinate
   * @param to greatest first coordinate
   * @param half greatest second coordinate
   */
  record Bounds(double from, double to, double half) {}
}
