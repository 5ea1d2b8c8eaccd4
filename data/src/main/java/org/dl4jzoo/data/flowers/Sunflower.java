package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** Pointed petals in layers around a large disc of seeds. */
final class Sunflower implements Flower {

  @Override
  public void paint(Canvas canvas, Place place, RandomGenerator random) {
    Colour petals =
        Chance.oneOf(
                random,
                Palette.YELLOW,
                Palette.YELLOW,
                Palette.ORANGE,
                Palette.RED,
                Palette.CREAM,
                Palette.WHITE)
            .varied(random, 0.05);
    int count = Chance.count(random, 13, 22);
    double halfWidth = Chance.between(random, 2.0, 2.8) / count;
    for (int layer = 0; layer < 2; layer++) {
      double offset = random.nextDouble() * 2 * StrictMath.PI;
      Petal petal =
          new Petal(
              halfWidth, 0.9, 0.75, petals.times(0.6), petals.times(0.88 + 0.12 * layer), 0.15);
      for (int i = 0; i < count; i++) {
        double angle = offset + (i + Chance.between(random, -0.3, 0.3)) * 2 * StrictMath.PI / count;
        double length = Chance.between(random, 0.88, 1.05) - 0.07 * layer;
        canvas.fill(place.turned(angle).stretched(length, length), petal, 1, 1.2, 3);
      }
    }
    double radius = Chance.between(random, 0.42, 0.56);
    Colour seeds =
        Chance.oneOf(
                random, Palette.BROWN, Palette.BROWN, Palette.ORANGE.times(0.7), Palette.DARK_GREEN)
            .varied(random, 0.04);
    canvas.fill(
        place.stretched(radius, radius),
        new Disc(seeds.times(0.75), seeds.times(1.25), 0.4),
        1,
        2,
        4);
  }
}
