package org.dl4jzoo.data.flowers;

/** A straight line along the first axis from 0 to 1, or a bent one. */
record Stroke(double halfWidth, double bend, Colour colour) implements Shape {

  @Override
  public Bounds bounds() {
    return new Bounds(0, 1, Math.abs(bend) + halfWidth);
  }

  @Override
  public double distance(double u, double v) {
    double beyond = Math.max(-u, u - 1);
    double beside = Math.abs(v - bend * u * (1 - u) * 4) - halfWidth;
    return Math.max(beyond, beside);
  }

  @Override
  public Colour colour(double u, double v) {
    return colour.times(0.85 + 0.3 * u);
  }
}
