package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** Broad petals overlapping in rings that wind into the middle. */
final class Rose implements Flower {

  @Override
  public void paint(Canvas canvas, Place place, RandomGenerator random) {
    Colour petals =
        Chance.oneOf(
                random,
                Palette.RED,
                Palette.RED,
                Palette.PINK,
                Palette.WHITE,
                Palette.YELLOW,
                Palette.ORANGE,
                Palette.MAGENTA)
            .varied(random, 0.05);
    int rings = Chance.count(random, 4, 6);
    double angle = random.nextDouble() * 2 * StrictMath.PI;
    for (int ring = 0; ring < rings; ring++) {
      double size = 1 - 0.85 * ring / rings;
      int count = Math.max(3, 6 - ring);
      // Petals curl: their rims are light, and each ring lies in the shade of the one outside.
      Colour rim = petals.times(1.08 - 0.06 * ring);
      Colour deep = petals.times(0.45);
      for (int i = 0; i < count; i++) {
        angle += 2 * StrictMath.PI / count + Chance.between(random, -0.15, 0.15);
        double length = size * Chance.between(random, 0.9, 1.05);
        Petal petal = new Petal(Chance.between(random, 0.5, 0.62), 0.75, 0.3, deep, rim, 0);
        canvas.fill(place.turned(angle).stretched(length, length), petal, 1, 1.5, 5);
      }
      angle += 0.6;
    }
    double heart = Chance.between(random, 0.08, 0.14);
    Disc disc = new Disc(petals.times(0.4), petals.times(0.75), 0);
    canvas.fill(place.stretched(heart, heart), disc, 1, 2, 3);
  }
}
