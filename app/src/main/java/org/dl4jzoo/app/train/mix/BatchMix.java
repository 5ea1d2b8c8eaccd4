package org.dl4jzoo.app.train.mix;

import java.util.SplittableRandom;
import org.dl4jzoo.data.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How the images of a batch, and their targets, are mixed with those of their neighbours. */
public sealed interface BatchMix permits Mixup, CutMix {

  /** Rows and columns that CutMix needs: half of what it cuts of fewer is less than a pixel. */
  int LEAST_CUT = 3;

  /** Apart from the seeds of what the mixes draw. */
  long CHOICE = 1;

  /** The images of a batch, mixed; the given array stays as it is. */
  INDArray images(INDArray images);

  /** The targets that fit; the given array stays as it is. */
  INDArray targets(INDArray targets);

  /**
   * Draws the mix of a batch. Where both kinds are on it is one of them, each as likely, as in
   * torchvision's reference trainings.
   *
   * @param mixup alpha of mixup; 0 for none
   * @param cutmix alpha of CutMix, which takes images or maps; 0 for none
   * @param images what will be mixed: images, or the maps that frozen layers make of them, NHWC
   * @param seed decides what is drawn
   */
  static BatchMix draw(double mixup, double cutmix, INDArray images, long seed) {
    boolean both = mixup > 0 && cutmix > 0;
    boolean cuts = both ? new SplittableRandom(Seeds.of(seed, CHOICE)).nextBoolean() : cutmix > 0;
    return cuts
        ? CutMix.draw(cutmix, (int) images.size(1), (int) images.size(2), seed)
        : Mixup.draw(mixup, seed);
  }
}
