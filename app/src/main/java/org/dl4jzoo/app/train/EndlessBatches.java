package org.dl4jzoo.app.train;

import java.util.Iterator;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;

/** The batches of one epoch after another, without end. */
final class EndlessBatches implements Iterator<Batch> {

  private final BatchSource source;
  private Iterator<Batch> left;
  private int epoch;
  private long nanos;

  /** Begins with the first epoch. */
  EndlessBatches(BatchSource source) {
    this.source = source;
    this.left = source.epoch(epoch).iterator();
  }

  /** The next batch, of the next epoch where this one has no more. */
  @Override
  public Batch next() {
    long start = System.nanoTime();
    if (!left.hasNext()) {
      epoch++;
      left = source.epoch(epoch).iterator();
    }
    Batch batch = left.next();
    nanos += System.nanoTime() - start;
    return batch;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  /** How long all calls of {@link #next} took. */
  long nanos() {
    return nanos;
  }
}
