package org.dl4jzoo.zoo.layer.memory;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays between a vertex and those that read it in a step of training: its output on the way
 * forward, the gradients at it on the way back. Each takes memory only as long as somebody is going
 * to look at it.
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
    // Of a pass without a way back the caller gets every output.
    active = Workspaces.keepActivations(workspaces);
    if (!active) {
      return workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, newShape, 'c');
    }
    unread = readers;
    shape = newShape.clone();
    array = arena.take(shape);
    return array;
  }

  /** Told by each reader once, when its forward pass is over. */
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

  /** Told when nobody will look at the output any more. */
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

  /** Told when all gradients sent so far were added to the first, which Deeplearning4j does. */
  void gradientsAdded() {
    while (gradients.size() > 1) {
      arena.giveBack(gradients.remove(1));
    }
  }

  /** Whether this is the sum of the gradients, to be written over by the one who gets it. */
  boolean isOwnGradient(INDArray epsilon) {
    return !gradients.isEmpty() && gradients.get(0) == epsilon;
  }

  /** Told when the backward pass is through the producer. */
  void release() {
    giveUp();
    gradients.forEach(arena::giveBack);
    gradients.clear();
  }
}
