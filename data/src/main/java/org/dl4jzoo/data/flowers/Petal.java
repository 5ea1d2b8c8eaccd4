package org.dl4jzoo.data.flowers;

/**
 * A petal or leaf along the first axis, from its root at 0 to its tip at 1. Its half-width goes as
 * u^root · (1 − u)^tip: a small {@code tip} gives a blunt end, a large one a point.
 */
final class Petal implements Shape {

  private static final int STEPS = 256;

  /** The share of the greatest half-width below which an end is drawn thinner than it is. */
  private static final double THIN = 0.15;

  private final double[] halfWidths = new double[STEPS + 1];
  private final double widest;
  private final Colour rootColour;
  private final Colour tipColour;
  private final double vein;

  /**
   * Creates the shape.
   *
   * @param halfWidth where it is widest, as a share of the length
   * @param vein how much darker the middle line is, from 0 to 1
   */
  Petal(
      double halfWidth, double root, double tip, Colour rootColour, Colour tipColour, double vein) {
    double at = root / (root + tip);
    double top = StrictMath.pow(at, root) * StrictMath.pow(1 - at, tip);
    this.widest = halfWidth;
    for (int i = 0; i <= STEPS; i++) {
      double u = (double) i / STEPS;
      double profile = StrictMath.pow(u, root) * StrictMath.pow(1 - u, tip);
      halfWidths[i] = halfWidth * profile / top;
    }
    this.rootColour = rootColour;
    this.tipColour = tipColour;
    this.vein = vein;
  }

  @Override
  public Bounds bounds() {
    return new Bounds(0, 1, widest);
  }

  @Override
  public double distance(double u, double v) {
    double beyond = Math.max(-u, u - 1);
    double beside = Math.abs(v);
    if (beyond > 0) {
      return StrictMath.sqrt(beyond * beyond + beside * beside) + THIN * widest;
    }
    // Where it is thinner than a pixel it must fade, not go on as a line.
    return beside - halfWidth(u) + Math.max(0, THIN * widest - halfWidth(u));
  }

  private double halfWidth(double u) {
    return halfWidths[(int) (Math.max(0, Math.min(1, u)) * STEPS)];
  }

  @Override
  public Colour colour(double u, double v) {
    double across = Math.min(1, Math.abs(v) / (halfWidth(u) + 1e-9));
    double shade = 1 - 0.22 * across * across - vein * Math.max(0, 1 - across * 6);
    return rootColour.mixed(tipColour, Math.max(0, Math.min(1, u))).times(shade);
  }
}
