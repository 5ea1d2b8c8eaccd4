package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dl4jzoo.data.folder.Example;

/** A batch whose rows are still being made, straight into its memory. */
final class PendingBatch<B> {

  private final EpochIterator<B> iterator;
  private final int number;
  private final int[] indices;
  private final List<Example> examples;
  private final RowMaker maker;
  private final BatchMemory.Allocation<B> allocation;
  private final BatchMemory<B> memory;
  private final FloatBuffer floats;
  private final List<Future<Boolean>> rows = new ArrayList<>();

  PendingBatch(
      EpochIterator<B> iterator,
      int number,
      int[] indices,
      List<Example> examples,
      RowMaker maker,
      BatchMemory.Allocation<B> allocation) {
    this.iterator = iterator;
    this.number = number;
    this.indices = indices;
    this.examples = examples;
    this.maker = maker;
    this.allocation = allocation;
    this.memory = allocation.rows(indices.length);
    this.floats = memory.values();
  }

  void submit(int row, ExecutorService workers, int epoch) {
    int index = indices[row];
    rows.add(workers.submit(() -> !iterator.stopped() && maker.make(epoch, index, floats, row)));
  }

  /** Waits for all rows; null if none of the images can be read. */
  B await() {
    int[] readable = IntStream.range(0, rows.size()).filter(this::awaitRow).toArray();
    if (iterator.stopped()) {
      throw new IllegalStateException("the epoch was ended before its last batch");
    }
    if (readable.length == 0) {
      return null;
    }
    List<Example> kept =
        IntStream.of(readable).mapToObj(row -> examples.get(indices[row])).toList();
    BatchMemory<B> whole = readable.length == indices.length ? memory : compacted(readable);
    return whole.batch(kept, number);
  }

  /** Frees its memory, of which no batch was made. */
  void free() {
    memory.free();
  }

  private boolean awaitRow(int row) {
    try {
      return rows.get(row).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for images", e);
    } catch (ExecutionException e) {
      String name = examples.get(indices[row]).name();
      throw new IllegalStateException(
          "preparing the image %s failed: %s".formatted(name, e.getCause()), e.getCause());
    }
  }

  private BatchMemory<B> compacted(int[] readable) {
    int length = maker.rowBytes();
    BatchMemory<B> result = allocation.rows(readable.length);
    FloatBuffer target = result.values();
    for (int row = 0; row < readable.length; row++) {
      target.put(row * length, floats, readable[row] * length, length);
    }
    memory.free();
    return result;
  }
}
