package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.InnerProduct;
import org.dl4jzoo.zoo.layer.kernel.InnerProductShape;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link FullyConnected}; training keeps its input and output. */
final class FullyConnectedRuntime extends BaseLayer<FullyConnected> implements KernelUser {

  private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private final transient LayerKernels kernels;
  private final transient ShapeCache<Long, InnerProduct> training;
  private final transient ShapeCache<Long, InnerProduct> inference;
  private final transient ShapeCache<Long, Elementwise> activations;
  private transient INDArray output;

  FullyConnectedRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.kernels = new LayerKernels(type);
    this.training = kernels.cache();
    this.inference = kernels.cache();
    this.activations = kernels.cache();
  }

  @Override
  public LayerKernels layerKernels() {
    return kernels;
  }

  private InnerProduct kernel(boolean train) {
    return (train ? training : inference)
        .get(
            input.size(0),
            batch ->
                kernels
                    .get()
                    .innerProduct(
                        new InnerProductShape(batch, layerConf().getNIn(), layerConf().getNOut()),
                        layerConf().activation(),
                        train));
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    input = FeatureMaps.dense(input, workspaces, ArrayType.INPUT);
    long[] shape = {input.size(0), layerConf().getNOut()};
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    kernel(train).forward(input, params.get(WEIGHTS), params.get(BIAS), y);
    output = train ? y : null;
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dsum = sumGradient(dy, workspaces);
    InnerProduct kernel = kernel(true);
    INDArray dw = gradientViews.get(WEIGHTS);
    INDArray db = gradientViews.get(BIAS);
    kernel.backwardWeights(input, dsum, dw, db);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    kernel.backwardData(params.get(WEIGHTS), dsum, dx);
    output = null;
    Gradient gradients = new DefaultGradient();
    gradients.setGradientFor(WEIGHTS, dw);
    gradients.setGradientFor(BIAS, db);
    return new Pair<>(gradients, dx);
  }

  /** The gradient before the activation; never in epsilon itself, which others may share. */
  private INDArray sumGradient(INDArray dy, LayerWorkspaceMgr workspaces) {
    Activation activation = layerConf().activation();
    if (activation == Activation.IDENTITY) {
      return dy;
    }
    INDArray dsum =
        workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, dy.shape(), 'c');
    activations
        .get(dy.length(), length -> kernels.get().elementwise(length, activation))
        .backward(output, dy, dsum);
    return dsum;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
