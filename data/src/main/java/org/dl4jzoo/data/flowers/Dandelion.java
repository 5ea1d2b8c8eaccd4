package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** Very many narrow rays from the very middle, or the round head of seeds that follows. */
final class Dandelion implements Flower {

  @Override
  public void paint(Canvas canvas, Place place, RandomGenerator random) {
    if (Chance.happens(random, 0.4)) {
      paintSeeds(canvas, place, random);
    } else {
      paintRays(canvas, place, random);
    }
  }

  private static void paintRays(Canvas canvas, Place place, RandomGenerator random) {
    Colour rays =
        Chance.oneOf(random, Palette.YELLOW, Palette.YELLOW, Palette.ORANGE, Palette.CREAM)
            .varied(random, 0.05);
    int count = Chance.count(random, 80, 130);
    for (int i = 0; i < count; i++) {
      // Outer rays first, so that shorter ones cover them towards the middle.
      double length = 1.0 - 0.75 * i / count + Chance.between(random, -0.06, 0.06);
      Colour colour = rays.times(Chance.between(random, 0.8, 1.05));
      Petal ray = new Petal(0.055 / length, 0.3, 0.12, colour.times(0.75), colour, 0.25);
      double angle = random.nextDouble() * 2 * StrictMath.PI;
      canvas.fill(place.turned(angle).stretched(length, length), ray, 1, 1, 1.5);
    }
  }

  private static void paintSeeds(Canvas canvas, Place place, RandomGenerator random) {
    Colour hair = Chance.oneOf(random, Palette.WHITE, Palette.CREAM).varied(random, 0.04);
    canvas.fill(place, new Disc(hair.times(0.9), hair, 0), 0.22, 8, 0);
    int count = Chance.count(random, 70, 110);
    for (int i = 0; i < count; i++) {
      double length = StrictMath.sqrt(Chance.between(random, 0.15, 1));
      Place seed = place.turned(random.nextDouble() * 2 * StrictMath.PI);
      canvas.fill(seed.stretched(length, length), new Stroke(0.008, 0, hair.times(0.8)), 0.5, 1, 0);
      Place tuft = seed.moved(length * 0.92, 0);
      for (int ray = -2; ray <= 2; ray++) {
        Place turned = tuft.turned(ray * 0.5).stretched(0.2, 0.2);
        canvas.fill(turned, new Stroke(0.05, 0, hair), 0.6, 1, 0);
      }
    }
    Disc middle = new Disc(Palette.BROWN.times(1.4), Palette.BROWN, 0.3);
    canvas.fill(place.stretched(0.13, 0.13), middle, 1, 1.5, 3);
  }
}
