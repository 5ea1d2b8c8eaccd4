package org.dl4jzoo.data.batch;

import java.util.SplittableRandom;
import org.dl4jzoo.data.Seeds;
import org.dl4jzoo.data.image.Distortion;

/**
 * How much training images are varied. Each image is mirrored half of the time; a random part of it
 * fills the frame; brightness, contrast and saturation change; it is turned. What is drawn depends
 * only on seed, epoch and the image's index.
 */
public enum Augmentation {
  /** Images as they are. */
  OFF(1, 0, 0),
  /** Parts from 60 % of the area, colours by up to 10 %, angles up to 5°. */
  LIGHT(0.6, 5, 0.1),
  /** Parts from 25 % of the area, colours by up to 40 %, angles up to 20°. */
  STRONG(0.25, 20, 0.4);

  private final double minArea;
  private final double maxDegrees;
  private final double jitter;

  Augmentation(double minArea, double maxDegrees, double jitter) {
    this.minArea = minArea;
    this.maxDegrees = maxDegrees;
    this.jitter = jitter;
  }

  /** The variation of one image in one epoch. */
  Distortion draw(long seed, int epoch, int index) {
    return draw(new SplittableRandom(Seeds.of(seed, epoch, index)));
  }

  /** A variation; the same generator state gives the same one. */
  Distortion draw(SplittableRandom random) {
    return Distortion.random(new Distortion.Range(minArea, maxDegrees, jitter), random);
  }
}
