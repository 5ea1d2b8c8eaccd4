package org.dl4jzoo.data.batch;

import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * Training images that are small at first and grow from epoch to epoch, as small ones take little
 * time and larger ones show more: progressive resizing, as in EfficientNetV2, arXiv:2104.00298,
 * section 4. The last third of the epochs has the network's own size.
 *
 * @param start height and width in the first epoch, in pixels; at most the network's own
 * @param epochs how many there are
 */
public record GrowingSize(int start, int epochs) {

  /** For each size primitives are made anew, and maps of the last stage change by whole pixels. */
  private static final int STEP = 16;

  /** Share of the epochs in which images grow. */
  private static final double GROWTH = 2.0 / 3;

  /**
   * Height and width in an epoch.
   *
   * @param epoch counted from 0
   * @param full the network's own
   */
  int of(int epoch, int full) {
    double share = Math.min(1, epoch / (GROWTH * epochs));
    int steps = (int) (share * (full - start) / STEP);
    return share < 1 ? start + STEP * steps : full;
  }

  /** What images become in an epoch; squares as their network's are. */
  Preprocessing shape(int epoch, Preprocessing network) {
    int size = of(epoch, network.height());
    return new Preprocessing(size, size, network.channels(), network.resize(), network.scale());
  }
}
