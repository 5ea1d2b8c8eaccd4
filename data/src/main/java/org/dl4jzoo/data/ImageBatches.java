package org.dl4jzoo.data;

import java.time.Duration;
import java.util.List;

/** Batches of images, decoded and augmented beside the training. */
public final class ImageBatches implements AutoCloseable {

  private final List<Example> examples;
  private final BatchSettings settings;

  /** Batches of the given examples; threads start with the first epoch. */
  public ImageBatches(List<Example> examples, BatchSettings settings) {
    this.examples = List.copyOf(examples);
    this.settings = settings;
  }

  /** All batches of an epoch; order and augmentation depend only on seed, epoch and index. */
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /** The batches of an epoch from {@code firstBatch} on, to go on inside an epoch. */
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    return List.of();
  }

  /** How long the consumer has waited for batches so far. */
  public Duration waited() {
    return Duration.ZERO;
  }

  /** The images left out so far, each once. */
  public List<Unreadable> skipped() {
    return List.of();
  }

  /** The number of examples. */
  public int size() {
    return examples.size();
  }

  /** The number of batches in an epoch. */
  public int batches() {
    return (examples.size() + settings.batchSize() - 1) / settings.batchSize();
  }

  @Override
  public void close() {}
}
