package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputable;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link NormBlock}. Training keeps its input, and its output where the backward pass reads
 * it. With fixed running statistics it is a depthwise 1x1 convolution.
 */
final class NormBlockRuntime extends FusedRuntime<NormBlock> implements Recomputable {

  private final transient ShapeCache<FeatureMap, BatchNorm> training = layerKernels().cache();
  private final transient ShapeCache<FeatureMap, BatchNorm> inference = layerKernels().cache();
  private final transient ShapeCache<FeatureMap, Scaling> scalings = layerKernels().cache();
  private transient BatchNorm last;
  private transient Scaling lastScaling;
  private transient FixedNorm fixed;
  private transient INDArray ones;
  private transient INDArray output;

  NormBlockRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = train ? denseInput(workspaces) : inputOrPart(workspaces);
    FeatureMap shape = FeatureMap.of(x, layerConf().getNIn());
    return train ? train(x, shape, workspaces) : infer(x, shape, workspaces);
  }

  private INDArray infer(INDArray x, FeatureMap shape, LayerWorkspaceMgr workspaces) {
    INDArray y = activations(shape, workspaces);
    inference.get(shape, key -> kernel(key, false)).infer(x, runningNorm(), y);
    return shown(y, workspaces);
  }

  private INDArray train(INDArray x, FeatureMap shape, LayerWorkspaceMgr workspaces) {
    output = connections().createOutput(true, shape.shape(), workspaces);
    if (layerConf().statisticsFixed()) {
      scale(x, shape);
    } else {
      last = training.get(shape, key -> kernel(key, true));
      normalize(last, x, output);
    }
    connections().inputsRead();
    return output;
  }

  private void scale(INDArray x, FeatureMap shape) {
    if (fixed == null) {
      ones = Nd4j.ones(dataType, shape.channels(), 1, 1, 1).detach();
      fixed = new FixedNorm(ones);
    }
    lastScaling = scalings.get(shape, Scaling::new);
    fixed.fold(ones, null, runningNorm());
    lastScaling.convolution.forward(x, fixed.weights(), fixed.shift(), output);
  }

  @Override
  public BackwardPass backwardPass() {
    return new BackwardPass(
        true,
        readsOutput(),
        normalizesByBatch() ? Recomputing.FROM_INPUTS : Recomputing.IMPOSSIBLE,
        ActivationMove.NONE);
  }

  @Override
  public void recompute(INDArray y) {
    INDArray x = inputAgain();
    normalizeAgain(FeatureMap.of(x, layerConf().getNIn()), x, y);
  }

  private BatchNorm kernel(FeatureMap shape, boolean train) {
    return kernels().batchNorm(shape, layerConf().eps(), layerConf().activation(), train);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dx = connections().createGradient(0, input, workspaces);
    if (layerConf().statisticsFixed()) {
      scaleBackward(dy, dx, workspaces);
    } else {
      normalizeBackward(last, inputAgain(), output, dy, dx);
    }
    connections().endBackward();
    output = null;
    return new Pair<>(gradients(), dx);
  }

  private void scaleBackward(INDArray dy, INDArray dx, LayerWorkspaceMgr workspaces) {
    INDArray dsum =
        workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, dataType, dy.shape(), 'c');
    lastScaling.activation.backward(output, dy, dsum);
    INDArray dones = ones.ulike();
    lastScaling.convolution.backwardWeights(inputAgain(), dsum, dones, fixed.shiftGradient());
    lastScaling.convolution.backwardData(fixed.weights(), dsum, dx);
    fixed.unfold(dones, ones, null, runningNorm(), gradientViews);
  }

  /** The kernels of one input shape. */
  private final class Scaling {
    final Convolution convolution;
    final Elementwise activation;

    Scaling(FeatureMap map) {
      long channels = map.channels();
      ConvolutionShape shape = new ConvolutionShape(map, channels, 1, 1, Insets.NONE, channels);
      convolution = kernels().convolution(shape, layerConf().activation(), true);
      activation = kernels().elementwise(map.length(), layerConf().activation());
    }
  }
}
