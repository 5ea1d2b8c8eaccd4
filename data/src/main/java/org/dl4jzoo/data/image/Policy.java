package org.dl4jzoo.data.image;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the changes of an image at random. Safe for use by several threads. */
@FunctionalInterface
public interface Policy {

  /** The changes, in their order; the same state of the generator gives the same ones. */
  List<Change> draw(RandomGenerator random);

  /**
   * TrivialAugment Wide, arXiv:2103.10158, as torchvision's TrivialAugmentWide: one operation at
   * one of 31 magnitudes.
   */
  static Policy trivialAugmentWide() {
    Magnitudes magnitudes = Magnitudes.wide();
    return random -> {
      Operation operation = magnitudes.operation(random);
      int bin = random.nextInt(Magnitudes.BINS);
      return List.of(magnitudes.change(operation, bin, random));
    };
  }

  /**
   * RandAugment, arXiv:1909.13719, as torchvision's RandAugment at its defaults: two operations at
   * magnitude 9 of 0 to 30.
   *
   * @param height of the images that are changed
   * @param width of the images that are changed
   */
  static Policy randAugment(int height, int width) {
    int bin = 9;
    Magnitudes magnitudes = Magnitudes.ofRandAugment(height, width);
    return random ->
        List.of(
            magnitudes.change(magnitudes.operation(random), bin, random),
            magnitudes.change(magnitudes.operation(random), bin, random));
  }

  /**
   * As torchvision's ColorJitter without hue: brightness, contrast and saturation in any order,
   * each times a factor around 1.
   *
   * @param strength largest change of a factor, from 0 to 1
   */
  static Policy colourJitter(double strength) {
    return new ColourJitter(strength);
  }
}
