package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch whose rows are still being made, straight into its array's memory. */
final class PendingBatch {

  private final EpochIterator iterator;
  private final int number;
  private final int[] indices;
  private final List<Example> examples;
  private final BatchSettings settings;
  private final RowMaker maker;
  private final INDArray images;
  private final FloatBuffer floats;
  private final List<Future<Boolean>> rows = new ArrayList<>();

  PendingBatch(
      EpochIterator iterator,
      int number,
      int[] indices,
      List<Example> examples,
      BatchSettings settings,
      RowMaker maker) {
    this.iterator = iterator;
    this.number = number;
    this.indices = indices;
    this.examples = examples;
    this.settings = settings;
    this.maker = maker;
    this.images = newImages(indices.length);
    this.floats = images.data().asNioFloat();
  }

  void submit(int row, ExecutorService workers, int epoch) {
    int index = indices[row];
    rows.add(workers.submit(() -> !iterator.stopped() && maker.make(epoch, index, floats, row)));
  }

  /** Waits for all rows; null if none of the images can be read. */
  Batch await() {
    int[] readable = IntStream.range(0, rows.size()).filter(this::awaitRow).toArray();
    if (iterator.stopped()) {
      throw new IllegalStateException("the epoch was ended before its last batch");
    }
    if (readable.length == 0) {
      return null;
    }
    List<Example> kept =
        IntStream.of(readable).mapToObj(row -> examples.get(indices[row])).toList();
    INDArray whole = readable.length == indices.length ? images : compacted(readable);
    Nd4j.getAffinityManager().tagLocation(whole, AffinityManager.Location.HOST);
    return new Batch(whole, labels(kept), kept, number);
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

  private INDArray compacted(int[] readable) {
    int length = maker.rowBytes();
    INDArray result = newImages(readable.length);
    FloatBuffer target = result.data().asNioFloat();
    for (int row = 0; row < readable.length; row++) {
      target.put(row * length, floats, readable[row] * length, length);
    }
    images.close();
    return result;
  }

  private INDArray newImages(int count) {
    Preprocessing shape = settings.preprocessing();
    long imageRows = (long) count * maker.views();
    long[] sizes = {imageRows, shape.height(), shape.width(), shape.channels()};
    return detached(() -> Nd4j.createUninitialized(DataType.FLOAT, sizes, 'c'));
  }

  private INDArray labels(List<Example> kept) {
    float[][] oneHot = new float[kept.size()][settings.classes()];
    for (int row = 0; row < oneHot.length; row++) {
      int label = kept.get(row).label();
      if (label != Example.UNLABELLED) {
        oneHot[row][label] = 1;
      }
    }
    return detached(() -> Nd4j.create(oneHot));
  }

  /** The consumer may be inside a training workspace, whose memory is reused after one step. */
  @SuppressWarnings("try") // the scope is entered and left, never used
  private static INDArray detached(Supplier<INDArray> creation) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return creation.get();
    }
  }
}
