package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Layout;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.EarlyArray;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs an {@link Add}. */
final class AddRuntime extends JoinRuntime {

  private static final int NONE = -1;

  private final Activation activation;
  private final ShapeCache<Long, Elementwise> kernels = layerKernels().cache();
  private INDArray output;

  /**
   * Index of the input whose convolution computes the whole sum in inference; NONE if no input's
   * does.
   */
  private int summing = NONE;

  private EarlyArray early;

  AddRuntime(ComputationGraph graph, String name, int index, Activation activation, DataType type) {
    super(graph, name, index, type);
    this.activation = activation;
  }

  private Elementwise kernel(INDArray array) {
    return kernels.get(array.length(), length -> kernels().elementwise(length, activation));
  }

  /** Lets the convolution that runs last add the other term, which has been computed by then. */
  @Override
  void plan(InferencePlan plan) {
    super.plan(plan);
    int last = plan.step(plan.input(this, 0)) > plan.step(plan.input(this, 1)) ? 0 : 1;
    GraphVertex term = plan.input(this, last);
    ConvBlockRuntime convolution = InferencePlan.convolutionForOne(term);
    if (convolution != null && convolution.canSum() && plan.isReadInTurn(this)) {
      summing = last;
      early = plan.array(plan.step(term), plan.lastReading(this));
    }
  }

  @Override
  OutputTarget planned(int index, FeatureMap input) {
    if (index != summing) {
      return null;
    }
    INDArray term = inputs[1 - index];
    boolean alike = Layout.isDense(term) && FeatureMap.of(term, input.channels()).equals(input);
    return alike ? new OutputTarget(early.of(dataType, input.shape()), term, activation) : null;
  }

  @Override
  long channels() {
    return channels(0);
  }

  @Override
  public BackwardPass backwardPass() {
    boolean readsOutput = activation != Activation.IDENTITY;
    return new BackwardPass(false, readsOutput, Recomputing.IMPOSSIBLE, ActivationMove.NONE);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return !training && summing != NONE && early.is(inputs[summing])
        ? inputs[summing]
        : add(training, workspaces);
  }

  private INDArray add(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray[] terms = denseInputs(workspaces);
    INDArray y = connections().createOutput(training, terms[0].shape(), workspaces);
    kernel(y).add(terms[0], terms[1], y);
    output = training ? y : null;
    if (training) {
      connections().inputsRead();
      return y;
    }
    return FeatureMaps.shown(y, channels(), kernels(), workspaces);
  }

  /**
   * Each input gets a gradient array of its own: the graph adds to it the gradients of its other
   * readers.
   */
  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    INDArray dy = denseEpsilon(workspaces);
    INDArray[] gradients = new INDArray[inputs.length];
    gradients[0] = connections().createGradient(0, inputs[0], workspaces);
    kernel(dy).backward(output, dy, gradients[0]);
    connections().endBackward();
    gradients[1] = connections().createGradient(1, inputs[1], workspaces).assign(gradients[0]);
    output = null;
    return new Pair<>(null, gradients);
  }
}
