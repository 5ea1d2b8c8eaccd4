package org.dl4jzoo.data.batch;

import org.dl4jzoo.data.image.Augmenter;
import org.dl4jzoo.data.image.Distorter;
import org.dl4jzoo.data.image.Distortion;
import org.dl4jzoo.data.image.Policy;
import org.dl4jzoo.data.image.PolicyAugmenter;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;

/** How training images are varied; each is mirrored half of the time, but with {@link #OFF}. */
public enum Augmentation {
  /** Images as they are. */
  OFF,
  /** Parts from 60 % of the area, colours by up to 10 %, angles up to 5°. */
  LIGHT,
  /** Parts from 25 % of the area, colours by up to 40 %, angles up to 20°. */
  STRONG,
  /** Torchvision's RandomResizedCrop, then ColorJitter by up to 40 %, without hue. */
  JITTER,
  /** Torchvision's RandomResizedCrop, then one operation of TrivialAugment Wide. */
  TRIVIAL,
  /** Torchvision's RandomResizedCrop, then two operations of RandAugment at magnitude 9. */
  RAND;

  private static final double JITTER_STRENGTH = 0.4;

  /**
   * What varies images.
   *
   * @param loaded what reads them
   * @param network what they become
   */
  Augmenter augmenter(ImageLoader loaded, Preprocessing network) {
    return switch (this) {
      case OFF -> distorting(new Distortion.Range(1, 0, 0), loaded, network);
      case LIGHT -> distorting(new Distortion.Range(0.6, 5, 0.1), loaded, network);
      case STRONG -> distorting(new Distortion.Range(0.25, 20, 0.4), loaded, network);
      case JITTER -> following(Policy.colourJitter(JITTER_STRENGTH), loaded, network);
      case TRIVIAL -> following(Policy.trivialAugmentWide(), loaded, network);
      case RAND ->
          following(Policy.randAugment(network.height(), network.width()), loaded, network);
    };
  }

  private static Augmenter distorting(
      Distortion.Range range, ImageLoader loaded, Preprocessing network) {
    return new Distorter(
            loaded.height(), loaded.width(), network.height(), network.width(), network.channels())
        .within(range);
  }

  private static Augmenter following(Policy policy, ImageLoader loaded, Preprocessing network) {
    return new PolicyAugmenter(
        loaded.height(),
        loaded.width(),
        network.height(),
        network.width(),
        network.channels(),
        policy);
  }
}
