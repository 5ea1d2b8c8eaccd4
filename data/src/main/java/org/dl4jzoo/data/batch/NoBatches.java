package org.dl4jzoo.data.batch;

import java.time.Duration;
import java.util.List;
import org.dl4jzoo.data.folder.Unreadable;

/** The validation of a training that has no images for it. */
public final class NoBatches implements BatchSource {

  @Override
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    return List.of();
  }

  @Override
  public int batches() {
    return 0;
  }

  @Override
  public Duration waited() {
    return Duration.ZERO;
  }

  @Override
  public List<Unreadable> skipped() {
    return List.of();
  }

  @Override
  public void close() {
    // There is nothing under way.
  }
}
