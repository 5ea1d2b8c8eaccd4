package org.dl4jzoo.data.flowers;

import java.util.random.RandomGenerator;

/** What is behind and before the flowers: sky or soil, blurred blobs, leaves, blades of grass. */
final class Scenery {

  private Scenery() {}

  static void paintBackground(Canvas canvas, RandomGenerator random) {
    Colour[] grounds = {
      Palette.DARK_GREEN,
      Palette.GREEN,
      Colour.rgb(0x86a96b),
      Colour.rgb(0x8fb7d9),
      Colour.rgb(0x5b4636),
      Colour.rgb(0x2b2b30),
      Colour.rgb(0xb9b3a4)
    };
    Colour from = Chance.oneOf(random, grounds).varied(random, 0.08);
    Colour to = Chance.oneOf(random, grounds).varied(random, 0.08);
    double angle = random.nextDouble() * 2 * StrictMath.PI;
    double cos = StrictMath.cos(angle) / canvas.side();
    double sin = StrictMath.sin(angle) / canvas.side();
    double middle = canvas.side() / 2.0;
    for (int row = 0; row < canvas.side(); row++) {
      for (int column = 0; column < canvas.side(); column++) {
        double share = 0.5 + (column - middle) * cos + (row - middle) * sin;
        canvas.blend(column, row, from.mixed(to, Math.max(0, Math.min(1, share))), 1);
      }
    }
    paintBlobs(canvas, random);
    paintLeaves(canvas, random, Chance.count(random, 3, 12));
    paintGrass(canvas, random, Chance.count(random, 0, 22));
  }

  /** Out-of-focus blossoms and lights, in the same colours as the flowers. */
  private static void paintBlobs(Canvas canvas, RandomGenerator random) {
    int count = Chance.count(random, 4, 14);
    for (int i = 0; i < count; i++) {
      Colour colour =
          Chance.oneOf(
                  random,
                  Palette.GREEN,
                  Palette.DARK_GREEN,
                  Palette.WHITE,
                  Palette.YELLOW,
                  Palette.RED,
                  Palette.PINK,
                  Palette.LILAC,
                  Palette.ORANGE)
              .varied(random, 0.08);
      double radius = Chance.between(random, 6, 34);
      Place place = anywhere(canvas, random, radius);
      canvas.fill(place, new Disc(colour, colour, 0), Chance.between(random, 0.3, 0.8), radius, 0);
    }
  }

  private static void paintLeaves(Canvas canvas, RandomGenerator random, int count) {
    for (int i = 0; i < count; i++) {
      Colour colour = leafColour(random);
      Petal leaf =
          new Petal(Chance.between(random, 0.12, 0.3), 0.7, 0.8, colour.times(0.7), colour, 0.25);
      Place place = anywhere(canvas, random, Chance.between(random, 30, 95));
      canvas.fill(
          place.turned(random.nextDouble() * 2 * StrictMath.PI),
          leaf,
          Chance.between(random, 0.6, 1),
          Chance.between(random, 1, 6),
          3);
    }
  }

  /** Blades that rise from the lower edge; a few of them may cross a flower. */
  static void paintGrass(Canvas canvas, RandomGenerator random, int count) {
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble() * canvas.side();
      Place root = Place.at(x, canvas.side(), Chance.between(random, 60, 190));
      Stroke blade =
          new Stroke(
              Chance.between(random, 0.006, 0.02),
              Chance.between(random, -0.12, 0.12),
              leafColour(random));
      double angle = -StrictMath.PI / 2 + Chance.between(random, -0.5, 0.5);
      canvas.fill(root.turned(angle), blade, 0.9, 1.3, 0);
    }
  }

  /** A stem from a flower's middle to below the lower edge. */
  static void paintStem(Canvas canvas, Place flower, double radians, RandomGenerator random) {
    Stroke stem =
        new Stroke(
            Chance.between(random, 0.012, 0.022),
            Chance.between(random, -0.06, 0.06),
            leafColour(random));
    Place root = Place.at(flower.x(), flower.y(), canvas.side() * 1.2);
    canvas.fill(root.turned(radians + StrictMath.PI / 2), stem, 1, 1.3, 2);
  }

  private static Colour leafColour(RandomGenerator random) {
    return Palette.DARK_GREEN
        .mixed(Palette.GREEN, Chance.between(random, 0, 1.4))
        .varied(random, 0.05);
  }

  private static Place anywhere(Canvas canvas, RandomGenerator random, double scale) {
    return Place.at(
        random.nextDouble() * canvas.side(), random.nextDouble() * canvas.side(), scale);
  }
}
