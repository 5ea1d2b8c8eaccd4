package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.memory.ActivationGiver;
import org.dl4jzoo.zoo.layer.memory.ActivationMove;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Recomputable;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.dl4jzoo.zoo.layer.memory.Workspaces;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link ConvBlock}. Training keeps the input, and with batch normalisation by the batch's
 * statistics the convolution's output too; inference is one convolution.
 */
final class ConvBlockRuntime extends FusedRuntime<ConvBlock>
    implements ActivationGiver, Recomputable {

  private final transient ShapeCache<FeatureMap, Training> training = layerKernels().cache();
  private final transient ShapeCache<ConvolutionShape, Convolution> inference =
      layerKernels().cache();
  private final transient ShapeCache<ConvolutionShape, Convolution> sums = layerKernels().cache();

  /** The join that reads the output, if one does. */
  private transient JoinRuntime reader;

  private transient int readerIndex;

  /** The kernels of the last training pass, and the arrays that its backward pass needs. */
  private transient Training last;

  /** Null where training normalises by the statistics of the batch, or not at all. */
  private transient FixedNorm fixed;

  private transient INDArray sum;
  private transient INDArray output;

  /** Whether the max pooling that reads the output computes the activation in training. */
  private transient boolean activationLeft;

  ConvBlockRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean train, LayerWorkspaceMgr workspaces) {
    INDArray x = denseInput(workspaces);
    return train ? train(x, workspaces) : infer(x, workspaces);
  }

  private INDArray infer(INDArray x, LayerWorkspaceMgr workspaces) {
    FeatureMap in = FeatureMap.of(x, layerConf().getNIn());
    ConvolutionShape alone = inferenceShape(in, workspaces);
    OutputTarget target = target(alone.output(), workspaces);
    if (target != null && target.term() != null) {
      return inferSum(x, alone, target);
    }
    INDArray y = target == null ? activations(alone.output(), workspaces) : target.array();
    ConvolutionShape shape = alone.into(FeatureMap.of(y, alone.out()).room());
    Convolution convolution =
        inference.get(shape, key -> kernels().convolution(key, layerConf().activation(), false));
    INDArray w = params.get(FusedLayer.WEIGHTS);
    INDArray bias = params.get(FusedLayer.BIAS);
    if (layerConf().normalized()) {
      convolution.inferNormalized(x, w, bias, runningNorm(), y);
    } else {
      convolution.forward(x, w, bias, y);
    }
    return shown(y, workspaces);
  }

  private INDArray inferSum(INDArray x, ConvolutionShape shape, OutputTarget target) {
    sums.get(shape, key -> kernels().convolution(key, target.end(), false))
        .inferSum(
            x,
            params.get(FusedLayer.WEIGHTS),
            params.get(FusedLayer.BIAS),
            runningNorm(),
            target.term(),
            target.array());
    return target.array();
  }

  /**
   * Where the join that reads the output wants it written; null if it may be any array, or if
   * anybody else may see it.
   */
  private OutputTarget target(FeatureMap output, LayerWorkspaceMgr workspaces) {
    return reader != null && Workspaces.passActivations(workspaces)
        ? reader.target(readerIndex, output)
        : null;
  }

  /**
   * Lets the join that reads the output, as its input of this index, say where inference writes it.
   */
  void writeFor(JoinRuntime newReader, int index) {
    reader = newReader;
    readerIndex = index;
  }

  /** Whether the convolution can add another term to its output in one go. */
  boolean canSum() {
    return layerConf().normalized() && layerConf().activation() == Activation.IDENTITY;
  }

  private ConvolutionShape inferenceShape(FeatureMap in, LayerWorkspaceMgr workspaces) {
    ConvolutionShape kept = layerConf().shape(in);
    return layerConf().infersInBlocks() && Workspaces.passActivations(workspaces)
        ? kept.toBlocks(kernels().block(kept))
        : kept;
  }

  private INDArray train(INDArray x, LayerWorkspaceMgr workspaces) {
    last = training.get(FeatureMap.of(x, layerConf().getNIn()), Training::new);
    FeatureMap out = last.shape.output();
    sum = last.norm == null ? null : connections().createWorking(out.shape(), workspaces);
    output = connections().createOutput(true, out.shape(), workspaces);
    INDArray w = params.get(FusedLayer.WEIGHTS);
    INDArray bias = params.get(FusedLayer.BIAS);
    if (fixed != null) {
      fixed.fold(w, bias, runningNorm());
      last.convolution.forward(x, fixed.weights(), fixed.shift(), output);
    } else {
      last.convolution.forward(x, w, bias, sum == null ? output : sum);
    }
    if (sum != null) {
      normalize(last.norm, sum, output);
    }
    if (activationLeft && !Workspaces.keepActivations(workspaces)) {
      // The caller sees this output. The pooling activates it once more, which changes nothing.
      kernels().elementwise(out.length(), layerConf().activation()).forwardInPlace(output);
    }
    connections().inputsRead();
    return output;
  }

  @Override
  public BackwardPass backwardPass() {
    boolean activated = activationInTraining() != Activation.IDENTITY;
    return new BackwardPass(
        true,
        readsOutput(),
        normalizesByBatch() ? Recomputing.FROM_KEPT : Recomputing.IMPOSSIBLE,
        activated ? ActivationMove.GIVES : ActivationMove.NONE);
  }

  @Override
  public Activation giveActivation() {
    activationLeft = true;
    training.clear();
    return layerConf().activation();
  }

  @Override
  Activation activationInTraining() {
    return activationLeft ? Activation.IDENTITY : layerConf().activation();
  }

  @Override
  public void recompute(INDArray y) {
    normalizeAgain(last.shape.output(), sum, y);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    connections().beginBackward();
    INDArray dy = FeatureMaps.dense(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
    INDArray dsum = sumGradient(dy, workspaces);
    connections().outputDone();
    INDArray w = params.get(FusedLayer.WEIGHTS);
    INDArray dw = gradientViews.get(FusedLayer.WEIGHTS);
    INDArray dbias = fixed == null ? gradientViews.get(FusedLayer.BIAS) : fixed.shiftGradient();
    last.convolution.backwardWeights(inputAgain(), dsum, dw, dbias);
    INDArray dx = null;
    if (!layerConf().first()) {
      dx = connections().createGradient(0, input, workspaces);
      last.convolution.backwardData(fixed == null ? w : fixed.weights(), dsum, dx);
    }
    if (fixed != null) {
      fixed.unfold(dw, w, params.get(FusedLayer.BIAS), runningNorm(), gradientViews);
    }
    connections().endBackward();
    sum = null;
    output = null;
    return new Pair<>(gradients(), dx);
  }

  /** The gradient before batch norm and activation. */
  private INDArray sumGradient(INDArray dy, LayerWorkspaceMgr workspaces) {
    if (sum == null && activationInTraining() == Activation.IDENTITY) {
      return dy;
    }
    INDArray dsum = connections().placeFor(dy, workspaces);
    if (sum == null) {
      last.activation.backward(connections().outputAgain(output), dy, dsum);
    } else {
      normalizeBackward(last.norm, sum, output, dy, dsum);
    }
    return dsum;
  }

  /** The kernels of one input shape. */
  private final class Training {
    final ConvolutionShape shape;
    final Convolution convolution;
    final BatchNorm norm;
    final Elementwise activation;

    Training(FeatureMap in) {
      ConvBlock block = layerConf();
      ConvolutionShape kept = block.shape(in);
      shape = block.startsBlocks() ? kept.toBlocks(kernels().block(kept)) : kept;
      FeatureMap out = shape.output();
      boolean normalized = block.normalized() && !block.statisticsFixed();
      if (block.normalized() && !normalized && fixed == null) {
        fixed = new FixedNorm(params.get(FusedLayer.WEIGHTS));
      }
      convolution =
          kernels()
              .convolution(shape, normalized ? Activation.IDENTITY : activationInTraining(), true);
      norm =
          normalized ? kernels().batchNorm(out, block.eps(), activationInTraining(), true) : null;
      activation = normalized ? null : kernels().elementwise(out.length(), activationInTraining());
    }
  }
}
