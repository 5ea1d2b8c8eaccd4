package org.dl4jzoo.data.batch;

import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * Training images that are small at first and grow from epoch to epoch, as small ones take little
 * time and larger ones show more: progressive resizing, as in EfficientNetV2, arXiv:2104.00298,
 * section 4. The last third of the epochs, rounded up, has the network's own size.
 *
 * @param start height and width in the first epoch, in pixels; at most the network's own
 * @param epochs how many there are
 */
public record GrowingSize(int start, int epochs) {

  /** Primitives are made anew for each size, so that there are few of them. */
  private static final int STEP = 16;

  /** The part of the epochs that has full images is one of so many. */
  private static final int PARTS = 3;

  /**
   * Height and width in an epoch.
   *
   * @param epoch counted from 0
   * @param full the network's own
   */
  int of(int epoch, int full) {
    int growing = epochs - (epochs + PARTS - 1) / PARTS;
    if (epoch >= growing) {
      return full;
    }
    return start + STEP * (epoch * (full - start) / (growing * STEP));
  }

  /**
   * Pixels of an image, as a part of the network's: an epoch takes about as much of the time of a
   * full one.
   *
   * @param epoch counted from 0
   * @param full the network's own height and width
   */
  public double area(int epoch, int full) {
    double side = (double) of(epoch, full) / full;
    return side * side;
  }

  /** What images become in an epoch; squares as their network's are. */
  Preprocessing shape(int epoch, Preprocessing network) {
    int size = of(epoch, network.height());
    return new Preprocessing(size, size, network.channels(), network.resize(), network.scale());
  }
}
