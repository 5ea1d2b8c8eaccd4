package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** Blunt petals side by side around a small disc. */
final class Daisy implements Flower {

  @Override
  public void paint(Canvas canvas, Place place, RandomGenerator random) {
    Colour petals =
        Chance.oneOf(
                random,
                Palette.WHITE,
                Palette.WHITE,
                Palette.CREAM,
                Palette.YELLOW,
                Palette.PINK,
                Palette.ORANGE,
                Palette.LILAC)
            .varied(random, 0.05);
    int count = Chance.count(random, 9, 19);
    double halfWidth = Chance.between(random, 1.9, 2.6) / count;
    for (int ring = 0; ring < 2; ring++) {
      double offset = random.nextDouble() * 2 * StrictMath.PI;
      for (int i = 0; i < count; i++) {
        Petal petal =
            new Petal(halfWidth, 0.6, 0.22, petals.times(0.72), petals.times(1 - 0.08 * ring), 0.1);
        double angle = offset + (i + Chance.between(random, -0.2, 0.2)) * 2 * StrictMath.PI / count;
        double length = Chance.between(random, 0.86, 1.0) - 0.08 * ring;
        canvas.fill(place.turned(angle).stretched(length, length), petal, 1, 1.2, 3);
      }
    }
    Colour inner = Chance.oneOf(random, Palette.YELLOW, Palette.ORANGE, Palette.BROWN);
    double radius = Chance.between(random, 0.2, 0.32);
    Disc disc = new Disc(inner.varied(random, 0.05), inner.times(0.7), 0.2);
    canvas.fill(place.stretched(radius, radius), disc, 1, 1.5, 3);
  }
}
