package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** A cup of a few upright petals, seen from the side. */
final class Tulip implements Flower {

  private static final double UP = -StrictMath.PI / 2;

  @Override
  public void paint(Canvas canvas, Place place, RandomGenerator random) {
    Colour petals =
        Chance.oneOf(
                random,
                Palette.RED,
                Palette.PINK,
                Palette.YELLOW,
                Palette.WHITE,
                Palette.ORANGE,
                Palette.MAGENTA,
                Palette.LILAC)
            .varied(random, 0.05);
    Place root = place.moved(0, 0.85);
    double opening = Chance.between(random, 0.22, 0.55);
    double point = Chance.between(random, 0.35, 0.6);
    double[] behind = {-0.55, 0.55, 0};
    for (double side : behind) {
      paintPetal(canvas, root, UP + side * opening, 1.75, 0.3, point, petals.times(0.7));
    }
    double[] inFront = {-1, 1};
    for (double side : inFront) {
      paintPetal(canvas, root, UP + side * opening, 1.7, 0.33, point, petals.times(0.9));
    }
    if (Chance.happens(random, 0.7)) {
      double lean = Chance.between(random, -0.1, 0.1);
      paintPetal(canvas, root, UP + lean, 1.55, 0.36, point, petals);
    }
  }

  private static void paintPetal(
      Canvas canvas,
      Place root,
      double angle,
      double length,
      double halfWidth,
      double point,
      Colour colour) {
    Petal petal = new Petal(halfWidth, 0.55, point, colour.times(0.7), colour.times(1.05), 0.08);
    canvas.fill(root.turned(angle).stretched(length, length), petal, 1, 1.3, 4);
  }
}
