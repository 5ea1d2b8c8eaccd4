package org.dl4jzoo.zoo.layer.memory;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays that a vertex and its readers exchange in a step of training: its output in the
 * forward pass, the gradients at the output in the backward pass. Each takes memory only until it
 * is read for the last time.
 */
public final class Handover {

  private final Connected producer;
  private final int readers;
  private final boolean kept;
  private final Arena arena;
  private final List<INDArray> gradients = new ArrayList<>();
  private boolean active;
  private int unread;
  private long[] shape;

  /** The output while it is held, else null. */
  private INDArray array;

  /**
   * A handover to so many readers.
   *
   * @param kept whether the output stays for the backward pass, and is not given up when all have
   *     read it
   */
  Handover(Connected producer, int readers, boolean kept, Arena arena) {
    this.producer = producer;
    this.readers = readers;
    this.kept = kept;
    this.arena = arena;
  }

  /** What computes the output. */
  public Connected producer() {
    return producer;
  }

  /** Whether the output stays for the backward pass. */
  public boolean isKept() {
    return kept;
  }

  Arena arena() {
    return arena;
  }

  /** An array for the output of a training pass. */
  INDArray create(DataType type, long[] newShape, LayerWorkspaceMgr workspaces) {
    release();
    // The caller of a pass that no backward pass follows gets every output.
    active = Workspaces.keepActivations(workspaces);
    if (!active) {
      return workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, newShape, 'c');
    }
    unread = readers;
    shape = newShape.clone();
    array = arena.take(shape);
    return array;
  }

  /** Each reader calls this once, at the end of its forward pass. */
  void read() {
    unread--;
    if (active && unread == 0 && !kept) {
      giveUp();
    }
  }

  /**
   * The output for the backward pass.
   *
   * @param before the array of the forward pass, which may hold other values now
   */
  INDArray again(INDArray before) {
    if (!active) {
      return before;
    }
    if (array == null) {
      array = arena.take(shape);
      ((Recomputable) producer).recompute(array);
    }
    return array;
  }

  /** Called when nobody will read the output any more. */
  void giveUp() {
    if (array != null) {
      arena.giveBack(array);
      array = null;
    }
  }

  /** An array for the gradient that a reader sends, of the shape of the array it read. */
  INDArray createGradient(INDArray input, LayerWorkspaceMgr workspaces) {
    if (!active) {
      return workspaces.createUninitialized(
          ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    }
    INDArray gradient = arena.take(input.shape());
    gradients.add(gradient);
    return gradient;
  }

  /** Called when Deeplearning4j has added all gradients sent so far to the first. */
  void gradientsAdded() {
    while (gradients.size() > 1) {
      arena.giveBack(gradients.remove(1));
    }
  }

  /** Whether this array is the sum of the gradients, which the producer may overwrite. */
  boolean isOwnGradient(INDArray epsilon) {
    return !gradients.isEmpty() && gradients.get(0) == epsilon;
  }

  /** Called when the producer's backward pass is over. */
  void release() {
    giveUp();
    gradients.forEach(arena::giveBack);
    gradients.clear();
  }
}
