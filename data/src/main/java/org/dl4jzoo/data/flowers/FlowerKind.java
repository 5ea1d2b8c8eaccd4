package org.dl4jzoo.data.flowers;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The five kinds, named as the classes of TensorFlow's flower photos. */
public enum FlowerKind {
  DAISY(1_000_000),
  DANDELION(2_000_000),
  ROSES(3_000_000),
  SUNFLOWERS(4_000_000),
  TULIPS(5_000_000);

  /** Pixels a side of every picture. */
  public static final int SIDE = 224;

  private final long firstSeed;

  FlowerKind(long firstSeed) {
    this.firstSeed = firstSeed;
  }

  /** The name of the class. */
  public String className() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Draws a picture of one to three flowers of this kind.
   *
   * @param number which picture; the same number always gives the same one
   * @return 0xRRGGBB row by row, {@value #SIDE}×{@value #SIDE}
   */
  public int[] draw(int number) {
    RandomGenerator random = new SplittableRandom(firstSeed + number);
    Canvas canvas = new Canvas(SIDE);
    Scenery.paintBackground(canvas, random);
    int others = Chance.count(random, 0, 2);
    for (int i = 0; i < others; i++) {
      paintOne(canvas, random, Chance.between(random, 0.1, 0.2), 0.45);
    }
    paintOne(canvas, random, Chance.between(random, 0.2, 0.42), 0.22);
    Scenery.paintGrass(canvas, random, Chance.count(random, 0, 3));
    canvas.light(Chance.between(random, 0.65, 1.15), Chance.between(random, 0.65, 1.15));
    canvas.addNoise(random, Chance.between(random, 0.01, 0.04));
    return canvas.pixels();
  }

  /**
   * Paints a flower.
   *
   * @param radius as a share of the picture's side
   * @param spread how far from the middle it may lie, as a share of the side
   */
  private void paintOne(Canvas canvas, RandomGenerator random, double radius, double spread) {
    double x = SIDE * (0.5 + Chance.between(random, -spread, spread));
    double y = SIDE * (0.5 + Chance.between(random, -spread, spread));
    Place upright = Place.at(x, y, SIDE * radius);
    double lean = Chance.between(random, -0.6, 0.6);
    Scenery.paintStem(canvas, upright, lean, random);
    flower().paint(canvas, posed(upright, lean, random), random);
  }

  /** Cups lean with their stem; round heads are also seen from the side, at any angle. */
  private Place posed(Place upright, double lean, RandomGenerator random) {
    if (this == TULIPS) {
      return upright.turned(lean).stretched(Chance.between(random, 0.8, 1.15), 1);
    }
    double direction = random.nextDouble() * StrictMath.PI;
    double tilt = Chance.between(random, 0.6, 1);
    return upright.turned(direction).stretched(1, tilt).turned(-direction);
  }

  private Flower flower() {
    return switch (this) {
      case DAISY -> new Daisy();
      case DANDELION -> new Dandelion();
      case ROSES -> new Rose();
      case SUNFLOWERS -> new Sunflower();
      case TULIPS -> new Tulip();
    };
  }
}
