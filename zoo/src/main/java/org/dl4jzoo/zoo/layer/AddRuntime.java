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
final class AddRuntime extends JoinRuntime implements ArrayReuse.OutputOverwriter {

  private static final int NONE = -1;

  private final Activation activation;
  private final ShapeCache<Long, Elementwise> kernels = new ShapeCache<>();
  private INDArray output;
  private int overwritten = NONE;
  private boolean outputOverwritten;

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
    boolean inPlace = training && overwritten != NONE && FeatureMaps.areKept(workspaces);
    INDArray y =
        inPlace ? terms[overwritten] : create(ArrayType.ACTIVATIONS, terms[0].shape(), workspaces);
    int first = overwritten == 1 ? 1 : 0;
    kernel(y).add(terms[first], terms[1 - first], y);
    output = training ? y : null;
    if (training) {
      inputsRead();
    }
    return y;
  }

  /** Makes the sum of training passes take the place of the term of this index. */
  void overwriteTerm(int index) {
    overwritten = index;
  }

  @Override
  public void overwriteOutput() {
    outputOverwritten = true;
  }

  /** Each branch gets an array of its own: the graph adds to it what other consumers send. */
  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray dy = denseEpsilon(workspaces);
    INDArray one =
        outputOverwritten
            ? FeatureMaps.asGradient(output, workspaces)
            : create(ArrayType.ACTIVATION_GRAD, dy.shape(), workspaces);
    kernel(dy).backward(output, dy, one);
    INDArray other = workspaces.dup(ArrayType.ACTIVATION_GRAD, one, 'c');
    output = null;
    // Whose array the output took is going to write there.
    INDArray[] gradients =
        overwritten == 1 ? new INDArray[] {other, one} : new INDArray[] {one, other};
    return new Pair<>(null, gradients);
  }
}
