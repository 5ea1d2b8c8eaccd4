package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Pooling;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.ActivationTaker;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Pool}. */
final class PoolRuntime extends StatelessRuntime<Pool> implements ActivationTaker {

  private final transient ShapeCache<FeatureMap, Pooling> training = layerKernels().cache();
  private final transient ShapeCache<FeatureMap, Pooling> inference = layerKernels().cache();
  private transient Pooling last;
  private final transient ShapeCache<Long, Elementwise> activations = layerKernels().cache();
  private transient INDArray output;
  private transient Activation activation = Activation.IDENTITY;

  PoolRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public BackwardPass backwardPass() {
    boolean marks = kernels().keepsMarks();
    boolean takes = layerConf().max() && marks;
    return new BackwardPass(
        !marks,
        !marks || activation != Activation.IDENTITY,
        Recomputing.IMPOSSIBLE,
        takes ? ActivationMove.TAKES : ActivationMove.NONE);
  }

  @Override
  public void takeActivation(Activation newActivation) {
    activation = newActivation;
  }

  private Elementwise activationOf(INDArray map) {
    return activations.get(map.length(), length -> kernels().elementwise(length, activation));
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    FeatureMap in = FeatureMap.of(x, layerConf().outputChannels());
    Pooling pooling =
        (train ? training : inference)
            .get(in, key -> kernels().pooling(layerConf().shape(key), train));
    long[] shape = layerConf().shape(in).output().shape();
    INDArray y = connections().createOutput(train, shape, workspaces);
    pooling.forward(x, y);
    if (train) {
      last = pooling;
      output = y;
      activationOf(y).forwardInPlace(y);
      connections().inputsRead();
    }
    if (layerConf().global()) {
      return y.reshape('c', in.batch(), in.channels());
    }
    return train ? y : FeatureMaps.shown(y, in.channels(), kernels(), workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dmax = maximumGradient(dy, workspaces).reshape('c', output.shape());
    INDArray x = kernels().keepsMarks() ? input : connections().inputAgain(0, input);
    INDArray dx = connections().createGradient(0, input, workspaces);
    last.backward(x, output, dmax, dx);
    connections().endBackward();
    output = null;
    return new Pair<>(new DefaultGradient(), dx);
  }

  /** The gradient before the activation. */
  private INDArray maximumGradient(INDArray dy, LayerWorkspaceMgr workspaces) {
    if (activation == Activation.IDENTITY) {
      return dy;
    }
    INDArray dmax = connections().placeFor(dy, workspaces);
    activationOf(dy).backward(output, dy, dmax);
    return dmax;
  }
}
