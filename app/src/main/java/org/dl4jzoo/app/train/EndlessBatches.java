package org.dl4jzoo.app.train;

import java.util.Iterator;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;

/** The batches of one epoch after another. */
final class EndlessBatches {

  private final BatchSource source;
  private Iterator<Batch> left;
  private int epoch;

  /** Begins with the first epoch. */
  EndlessBatches(BatchSource source) {
    this.source = source;
    this.left = source.epoch(epoch).iterator();
  }

  /** The next batch, of the next epoch where this one has no more. */
  Batch next() {
    if (!left.hasNext()) {
      epoch++;
      left = source.epoch(epoch).iterator();
    }
    return left.next();
  }
}
