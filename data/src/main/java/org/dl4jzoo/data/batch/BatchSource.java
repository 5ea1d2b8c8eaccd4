package org.dl4jzoo.data.batch;

import java.time.Duration;
import java.util.List;
import org.dl4jzoo.data.folder.Unreadable;

/**
 * Batches to train on or to measure with: of images, or of what a frozen part of a network makes of
 * them. One epoch is read at a time.
 */
public interface BatchSource extends AutoCloseable {

  /**
   * The batches of an epoch from {@code firstBatch} on, exactly as they are when all are read: to
   * go on inside an epoch.
   */
  Iterable<Batch> epoch(int epoch, int firstBatch);

  /** All batches of an epoch. */
  default Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /** The number of batches in an epoch. */
  int batches();

  /** How long the consumer has waited for images so far. */
  Duration waited();

  /** The images left out so far because they can't be read, each once. */
  List<Unreadable> skipped();

  @Override
  void close();
}
