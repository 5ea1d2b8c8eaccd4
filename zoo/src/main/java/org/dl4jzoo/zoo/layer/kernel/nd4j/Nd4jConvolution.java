package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A convolution as libnd4j's depthwise_conv2d or, once for each group, as its conv2d; padding is
 * added beforehand.
 */
final class Nd4jConvolution implements Convolution {

  private static final int NHWC = 1;
  private static final int OUT_IN_HEIGHT_WIDTH = 1;

  private final ConvolutionShape shape;
  private final boolean depthwise;

  /** How many operations it takes. */
  private final int parts;

  private final Nd4jElementwise activation;

  Nd4jConvolution(ConvolutionShape shape, Activation activation) {
    this.shape = shape;
    this.depthwise = shape.depthwise();
    this.parts = depthwise ? 1 : Math.toIntExact(shape.groups());
    this.activation = new Nd4jElementwise(activation);
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
    for (int part = 0; part < parts; part++) {
      INDArray sums = dense(channels(y, part));
      Nd4j.exec(
          operation("")
              .addInputs(dense(channels(padded, part)), weights(dense(filters(w, part))))
              .addOutputs(sums)
              .build());
      put(sums, channels(y, part));
    }
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
    for (int part = 0; part < parts; part++) {
      INDArray ofPart = dense(channels(padded, part));
      INDArray gradient = dense(filters(dw, part));
      Nd4j.exec(
          operation("_bp")
              .addInputs(ofPart, weights(gradient.ulike()), dense(channels(dz, part)))
              .addOutputs(ofPart.ulike(), weights(gradient))
              .build());
      put(gradient, filters(dw, part));
    }
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    long[] padded = Padding.shape(dx.shape(), shape.padding());
    INDArray gradient = Nd4j.create(dx.dataType(), padded);
    for (int part = 0; part < parts; part++) {
      INDArray filters = weights(dense(filters(w, part)));
      INDArray ofPart = dense(channels(gradient, part));
      Nd4j.exec(
          operation("_bp")
              .addInputs(Nd4j.zerosLike(ofPart), filters, dense(channels(dz, part)))
              .addOutputs(ofPart, filters.ulike())
              .build());
      put(ofPart, channels(gradient, part));
    }
    dx.assign(Padding.inside(gradient, shape.padding()));
  }

  /** The channels of one operation, [N,H,W,C / parts]. */
  private INDArray channels(INDArray map, int part) {
    long count = map.size(3) / parts;
    return parts == 1
        ? map
        : map.get(
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(part * count, (part + 1) * count));
  }

  /**
   * The weights of one operation, [out / parts, in / groups, kernel, kernel]. They are a row of the
   * matrix of all, because ND4J's intervals of a view of the parameters come out empty.
   */
  private INDArray filters(INDArray w, int part) {
    return parts == 1
        ? w
        : w.reshape('c', parts, w.length() / parts)
            .getRow(part)
            .reshape('c', w.size(0) / parts, w.size(1), w.size(2), w.size(3));
  }

  /** The values of a part without gaps: libnd4j refuses views of views. */
  private INDArray dense(INDArray part) {
    return parts == 1 ? part : part.dup('c');
  }

  /** Copies values that {@link #dense} set apart back to where they belong. */
  private void put(INDArray values, INDArray part) {
    if (parts > 1) {
      part.assign(values);
    }
  }
}
