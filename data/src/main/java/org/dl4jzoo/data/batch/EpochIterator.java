package org.dl4jzoo.data.batch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.dl4jzoo.data.Seeds;
import org.dl4jzoo.data.folder.Example;

/** The batches of one epoch in order, a few of them always under way. */
final class EpochIterator<B> implements Iterator<B> {

  /** Batches under way or ready, beside the one that the consumer has. */
  static final int AHEAD = 3;

  private final List<Example> examples;
  private final BatchSettings settings;
  private final RowMaker rows;
  private final BatchMemory.Allocation<B> memory;
  private final ExecutorService workers;
  private final Waiting waiting;
  private final int epoch;
  private final int[] order;
  private final Queue<PendingBatch<B>> pending = new ArrayDeque<>();
  private int position;
  private B next;
  private boolean dropped;
  private volatile boolean stopped;

  EpochIterator(
      List<Example> examples,
      BatchSettings settings,
      RowMaker rows,
      BatchMemory.Allocation<B> memory,
      ExecutorService workers,
      Waiting waiting,
      int epoch,
      int firstBatch) {
    this.examples = examples;
    this.settings = settings;
    this.rows = rows;
    this.memory = memory;
    this.workers = workers;
    this.waiting = waiting;
    this.epoch = epoch;
    this.order = order(examples.size(), settings, epoch);
    this.position = Math.multiplyExact(firstBatch, settings.batchSize());
    fill();
  }

  /** The indices of an epoch: a Fisher-Yates shuffle of seed and epoch alone. */
  static int[] order(int size, BatchSettings settings, int epoch) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    if (settings.shuffle()) {
      SplittableRandom random = new SplittableRandom(Seeds.of(settings.seed(), epoch));
      for (int i = size - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
    return order;
  }

  /** Lets the work under way come to nothing. */
  void stop() {
    stopped = true;
  }

  /** Frees what was made and not taken, when no work is under way any more. */
  void free() {
    dropped = !pending.isEmpty();
    pending.forEach(PendingBatch::free);
    pending.clear();
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !pending.isEmpty()) {
      long start = System.nanoTime();
      next = pending.remove().await();
      waiting.add(System.nanoTime() - start);
      fill();
    }
    if (next == null && (dropped || position < order.length)) {
      throw new IllegalStateException("the epoch was ended before its last batch");
    }
    return next != null;
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more batches");
    }
    B batch = next;
    next = null;
    return batch;
  }

  private void fill() {
    while (pending.size() < AHEAD && position < order.length && !stopped) {
      int end = Math.min(position + settings.batchSize(), order.length);
      int[] indices = Arrays.copyOfRange(order, position, end);
      int number = position / settings.batchSize();
      PendingBatch<B> batch = new PendingBatch<>(this, number, indices, examples, rows, memory);
      for (int row = 0; row < indices.length; row++) {
        batch.submit(row, workers, epoch);
      }
      pending.add(batch);
      position = end;
    }
  }
}
