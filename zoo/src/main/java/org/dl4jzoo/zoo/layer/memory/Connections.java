package org.dl4jzoo.zoo.layer.memory;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The handovers from and to a vertex. Where there is none, as at an input of the network or beside
 * a layer of Deeplearning4j, arrays come from Deeplearning4j's workspaces.
 */
public final class Connections {

  private final DataType type;
  private final Map<Integer, Handover> sources = new TreeMap<>();
  private Handover output;
  private INDArray working;

  /** Of a vertex whose arrays have this type. */
  public Connections(DataType type) {
    this.type = type;
  }

  void inputFrom(int index, Handover source) {
    sources.put(index, source);
  }

  void outputTo(Handover newOutput) {
    output = newOutput;
  }

  /** Forgets all handovers: training takes Deeplearning4j's workspaces again. */
  public void disconnect() {
    sources.clear();
    output = null;
    working = null;
  }

  /** Where that input comes from, or null. */
  public Handover source(int index) {
    return sources.get(index);
  }

  /** An array that the backward pass will need besides the output; one at a time. */
  public INDArray createWorking(long[] shape, LayerWorkspaceMgr workspaces) {
    giveWorkingBack();
    if (output == null || !Workspaces.keepActivations(workspaces)) {
      return workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, shape, 'c');
    }
    working = output.arena().take(shape);
    return working;
  }

  private void giveWorkingBack() {
    if (working != null) {
      output.arena().giveBack(working);
      working = null;
    }
  }

  /** An array for the output of a pass; that of a training pass is handed over. */
  public INDArray createOutput(boolean training, long[] shape, LayerWorkspaceMgr workspaces) {
    return training && output != null
        ? output.create(type, shape, workspaces)
        : workspaces.createUninitialized(ArrayType.ACTIVATIONS, type, shape, 'c');
  }

  /** Must be called at the end of a training step's forward pass. */
  public void inputsRead() {
    sources.values().forEach(Handover::read);
  }

  /** Must be called at the beginning of the backward pass. */
  public void beginBackward() {
    sources.values().forEach(Handover::gradientsAdded);
  }

  /** An input for the backward pass; {@code before} is the array of the forward pass. */
  public INDArray inputAgain(int index, INDArray before) {
    Handover source = sources.get(index);
    return source == null ? before : source.again(before);
  }

  /** The output for the backward pass; {@code before} is the array of the forward pass. */
  public INDArray outputAgain(INDArray before) {
    return output == null ? before : output.again(before);
  }

  /**
   * An array for a gradient computed from epsilon value by value: epsilon itself, unless others
   * read it too.
   */
  public INDArray placeFor(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    return output != null && output.isOwnGradient(epsilon)
        ? epsilon
        : workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, type, epsilon.shape(), 'c');
  }

  /**
   * Gives up output and working array. To be called as soon as only the gradient is still needed,
   * before more arrays are asked for.
   */
  public void outputDone() {
    giveWorkingBack();
    if (output != null) {
      output.giveUp();
    }
  }

  /** An array for the gradient at an input. */
  public INDArray createGradient(int index, INDArray input, LayerWorkspaceMgr workspaces) {
    Handover source = sources.get(index);
    return source == null
        ? workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, type, input.shape(), 'c')
        : source.createGradient(input, workspaces);
  }

  /** Must be called at the end of the backward pass. */
  public void endBackward() {
    giveWorkingBack();
    if (output != null) {
      output.release();
    }
  }
}
