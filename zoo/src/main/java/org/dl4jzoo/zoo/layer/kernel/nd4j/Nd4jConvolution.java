package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution as libnd4j's conv2d or depthwise_conv2d; padding is added beforehand. */
final class Nd4jConvolution implements Convolution {

  private static final int NHWC = 1;
  private static final int OUT_IN_HEIGHT_WIDTH = 1;

  private final ConvolutionShape shape;
  private final boolean depthwise;
  private final Nd4jElementwise activation;

  Nd4jConvolution(ConvolutionShape shape, Activation activation) {
    this.shape = shape;
    this.depthwise = shape.groups() > 1;
    this.activation = new Nd4jElementwise(activation);
    if (depthwise && (shape.groups() != shape.in().channels() || shape.groups() != shape.out())) {
      throw new IllegalArgumentException("ND4J filters all channels or each; got " + shape);
    }
  }

  private DynamicCustomOp.DynamicCustomOpsBuilder operation(String suffix) {
    int kernel = shape.kernelSize();
    int stride = shape.stride();
    return DynamicCustomOp.builder((depthwise ? "depthwise_conv2d" : "conv2d") + suffix)
        .addIntegerArguments(
            kernel, kernel, stride, stride, 0, 0, 1, 1, 0, NHWC, OUT_IN_HEIGHT_WIDTH);
  }

  /** Depthwise weights are [1, C, k, k] there and [C, 1, k, k] here: the same values in order. */
  private INDArray weights(INDArray w) {
    return depthwise ? w.reshape('c', 1, w.size(0), w.size(2), w.size(3)) : w;
  }

  @Override
  public void forward(INDArray x, INDArray w, INDArray bias, INDArray y) {
    sum(x, w, bias, y);
    activation.forwardInPlace(y);
  }

  private void sum(INDArray x, INDArray w, INDArray bias, INDArray y) {
    INDArray padded = Padding.pad(x, shape.padding(), 0);
    Nd4j.exec(operation("").addInputs(padded, weights(w)).addOutputs(y).build());
    if (bias != null) {
      y.reshape('c', y.length() / y.size(3), y.size(3)).addiRowVector(bias);
    }
  }

  @Override
  public void inferNormalized(INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray y) {
    forward(x, folded(w, norm), norm.shift(bias), y);
  }

  private INDArray folded(INDArray w, RunningNorm norm) {
    return w.mul(norm.scale().reshape(shape.out(), 1, 1, 1));
  }

  @Override
  public void inferSum(
      INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray term, INDArray y) {
    sum(x, folded(w, norm), norm.shift(bias), y);
    y.addi(term);
    activation.forwardInPlace(y);
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias) {
    if (dbias != null) {
      dbias.assign(dz.sum(0, 1, 2));
    }
    INDArray padded = Padding.pad(x, shape.padding(), 0);
    INDArray w = Nd4j.zerosLike(weights(dw));
    INDArray unused = padded.ulike();
    Nd4j.exec(operation("_bp").addInputs(padded, w, dz).addOutputs(unused, weights(dw)).build());
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    long[] padded = Padding.shape(dx.shape(), shape.padding());
    INDArray x = Nd4j.zeros(dx.dataType(), padded);
    INDArray gradient = x.ulike();
    INDArray unused = weights(w).ulike();
    Nd4j.exec(operation("_bp").addInputs(x, weights(w), dz).addOutputs(gradient, unused).build());
    dx.assign(Padding.inside(gradient, shape.padding()));
  }
}
