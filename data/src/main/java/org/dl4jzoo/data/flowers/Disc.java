package org.dl4jzoo.data.flowers;

/** A round of radius 1, lit from its upper left; seeds, if any, lie in a sunflower's spirals. */
record Disc(Colour inner, Colour outer, double seeds) implements Shape {

  @Override
  public Bounds bounds() {
    return new Bounds(-1, 1, 1);
  }

  @Override
  public double distance(double x, double y) {
    return StrictMath.sqrt(x * x + y * y) - 1;
  }

  @Override
  public Colour colour(double x, double y) {
    double r = StrictMath.sqrt(x * x + y * y);
    double light = 1 - 0.18 * (x + y);
    double grain = seeds == 0 ? 1 : 1 + seeds * spirals(x, y, r);
    return inner.mixed(outer, Math.min(1, r)).times(light * grain);
  }

  /** Two families of spirals, 13 one way and 21 the other, whose crossings look like seeds. */
  private static double spirals(double x, double y, double r) {
    double angle = StrictMath.atan2(y, x);
    double wound = 9 * StrictMath.sqrt(r);
    return StrictMath.cos(13 * (angle + wound / 3)) * StrictMath.cos(21 * (angle - wound / 5));
  }
}
