package org.dl4jzoo.app.rank;

import org.dl4jzoo.app.evaluate.Interval;
import org.dl4jzoo.app.evaluate.PairedDifference;
import org.dl4jzoo.app.regression.PenaltySearch;

/**
 * A network and what was found out about it.
 *
 * @param candidate the network
 * @param milliseconds median time of its answer to one image
 * @param bytes of its weights
 * @param choice how a classifier on its features did on images held out from it; null if it costs
 *     too much
 */
record RankedNetwork(
    Candidate candidate, double milliseconds, long bytes, PenaltySearch.Choice choice) {

  private static final double MEGABYTE = 1e6;

  double megabytes() {
    return bytes / MEGABYTE;
  }

  double top1() {
    return choice.accuracy();
  }

  /** Where its accuracy lies with 95 % confidence. */
  Interval interval() {
    return Interval.wilson(choice.hits(), choice.right().size());
  }

  /** This network against another one on the same images. */
  PairedDifference against(RankedNetwork other) {
    return PairedDifference.ofRight(choice.right(), other.choice.right());
  }
}
