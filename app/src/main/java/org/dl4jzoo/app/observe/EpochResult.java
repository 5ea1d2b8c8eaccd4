package org.dl4jzoo.app.observe;

import java.util.List;
import org.dl4jzoo.app.run.EpochMetrics;

/**
 * An epoch that is over.
 *
 * @param history all epochs up to it, which is the last one
 * @param best the best of them; null if none was finite
 * @param epochs of the whole training, where nothing ends it before
 */
public record EpochResult(List<EpochMetrics> history, EpochMetrics best, int epochs) {

  /** Copies the history. */
  public EpochResult {
    history = List.copyOf(history);
  }

  /** What the epoch came to. */
  public EpochMetrics metrics() {
    return history.get(history.size() - 1);
  }
}
