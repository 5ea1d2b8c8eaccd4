package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link Add}. */
final class AddRuntime extends JoinRuntime {

  private final Activation activation;
  private final ShapeCache<Long, Elementwise> kernels = new ShapeCache<>();
  private INDArray output;

  AddRuntime(ComputationGraph graph, String name, int index, Activation activation, DataType type) {
    super(graph, name, index, type);
    this.activation = activation;
  }

  private Elementwise kernel(INDArray array) {
    return kernels.get(array.length(), length -> kernels().elementwise(length, activation));
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] terms = denseInputs(workspaces);
    INDArray y = create(ArrayType.ACTIVATIONS, terms[0].shape(), workspaces);
    kernel(y).add(terms[0], terms[1], y);
    output = training ? y : null;
    if (training) {
      inputsRead();
    }
    return y;
  }

  /** Each branch gets an array of its own: the graph adds to it what other consumers send. */
  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray dy = denseEpsilon(workspaces);
    INDArray first = create(ArrayType.ACTIVATION_GRAD, dy.shape(), workspaces);
    kernel(dy).backward(output, dy, first);
    INDArray second = workspaces.dup(ArrayType.ACTIVATION_GRAD, first, 'c');
    output = null;
    return new Pair<>(null, new INDArray[] {first, second});
  }
}
