package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.ResponseNorm;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Connected;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link ResponseNormalization}. */
final class ResponseNormalizationRuntime extends StatelessRuntime<ResponseNormalization>
    implements Connected {

  private final transient ShapeCache<FeatureMap, ResponseNorm> kernels = layerKernels().cache();

  ResponseNormalizationRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  private ResponseNorm kernel() {
    return kernels.get(FeatureMap.of(input.shape()), this::newKernel);
  }

  private ResponseNorm newKernel(FeatureMap shape) {
    ResponseNormalization conf = layerConf();
    return kernels().responseNorm(shape, conf.size(), conf.k(), conf.alpha(), conf.beta());
  }

  @Override
  public BackwardPass backwardPass() {
    return new BackwardPass(true, false, Recomputing.IMPOSSIBLE, ActivationMove.NONE);
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    INDArray y = connections().createOutput(train, x.shape(), workspaces);
    kernel().forward(x, y);
    if (train) {
      connections().inputsRead();
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray x = connections().inputAgain(0, input);
    INDArray dx = connections().createGradient(0, input, workspaces);
    kernel().backward(x, dy, dx);
    connections().endBackward();
    return new Pair<>(new DefaultGradient(), dx);
  }
}
