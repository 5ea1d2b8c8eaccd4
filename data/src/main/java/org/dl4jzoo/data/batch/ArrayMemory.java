package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of an ND4J array. */
final class ArrayMemory implements BatchMemory<Batch> {

  private final INDArray images;
  private final FloatBuffer values;
  private final int classes;

  private ArrayMemory(INDArray images, int classes) {
    this.images = images;
    this.values = images.data().asNioFloat();
    this.classes = classes;
  }

  /**
   * Memory for examples.
   *
   * @param rows what makes their rows, of which each may have several
   */
  static ArrayMemory of(int examples, RowMaker rows, int classes) {
    Preprocessing shape = rows.shape();
    long[] sizes = {
      (long) examples * rows.views(), shape.height(), shape.width(), shape.channels()
    };
    return new ArrayMemory(
        detached(() -> Nd4j.createUninitialized(DataType.FLOAT, sizes, 'c')), classes);
  }

  @Override
  public FloatBuffer values() {
    return values;
  }

  @Override
  public Batch batch(List<Example> examples, int number) {
    Nd4j.getAffinityManager().tagLocation(images, AffinityManager.Location.HOST);
    return new Batch(images, labels(examples), examples, number);
  }

  private INDArray labels(List<Example> examples) {
    float[][] oneHot = new float[examples.size()][classes];
    for (int row = 0; row < oneHot.length; row++) {
      int label = examples.get(row).label();
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

  @Override
  public void free() {
    images.close();
  }
}
