package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The output of a vertex that is not kept from the forward to the backward pass: it stands in a
 * spare array until all have read it, and is computed again where the backward pass asks for it.
 */
final class RecomputedOutput {

  /** What has such an output. */
  interface Producer {

    /** Whether the output follows from what is kept anyway. */
    boolean canRecompute();

    /** Makes the output of training passes the given one. */
    void outputTo(RecomputedOutput output);

    /** Computes the output of the last forward pass once more; y = that. */
    void recompute(INDArray y);
  }

  /** What takes part in giving its input up: says when it has read it, and asks for it again. */
  interface Reader {

    /** Makes the input of this index come from there. */
    void inputFrom(int index, RecomputedOutput source);
  }

  private final Producer producer;
  private final int readers;
  private final SpareArrays spares;
  private boolean givenUp;
  private int unread;
  private long[] shape;
  private INDArray memory;
  private INDArray array;
  private boolean filled;

  RecomputedOutput(Producer producer, int readers, SpareArrays spares) {
    this.producer = producer;
    this.readers = readers;
    this.spares = spares;
  }

  Producer producer() {
    return producer;
  }

  /** An array for the output of a forward pass. */
  INDArray create(DataType type, long[] newShape, LayerWorkspaceMgr workspaces) {
    release();
    givenUp = FeatureMaps.areKept(workspaces);
    unread = readers;
    if (!givenUp) {
      return workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, newShape, 'c');
    }
    shape = newShape.clone();
    filled = true;
    return array();
  }

  private INDArray array() {
    if (array == null) {
      long length = ArrayUtil.prodLong(shape);
      memory = spares.take(length);
      array = memory.get(NDArrayIndex.interval(0, length)).reshape('c', shape);
    }
    return array;
  }

  /** Told by each reader once, when its forward pass is over. */
  void read() {
    unread--;
    if (unread == 0) {
      release();
    }
  }

  /**
   * The output for the backward pass.
   *
   * @param before the array of the forward pass, which may hold other values now
   */
  INDArray again(INDArray before) {
    if (!givenUp) {
      return before;
    }
    if (!filled) {
      producer.recompute(array());
      filled = true;
    }
    return array;
  }

  /** The array, to be written over once nobody asks for the output; null if that is kept. */
  INDArray spare() {
    return givenUp ? array() : null;
  }

  /** Told when nobody will ask for it any more. */
  void release() {
    if (memory != null) {
      spares.giveBack(memory);
      memory = null;
      array = null;
      filled = false;
    }
  }
}
