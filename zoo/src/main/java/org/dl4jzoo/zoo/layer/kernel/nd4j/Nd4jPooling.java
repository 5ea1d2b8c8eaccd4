package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Pooling;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pooling as libnd4j's maxpool2d or avgpool2d on an input padded beforehand. Padding must not enter
 * a mean: sums are taken over zeros and divided by the number of true pixels.
 */
final class Nd4jPooling implements Pooling {

  private static final int NHWC = 1;

  private final PoolingShape shape;
  private final String name;

  Nd4jPooling(PoolingShape shape) {
    this.shape = shape;
    this.name = shape.max() ? "maxpool2d" : "avgpool2d";
  }

  private DynamicCustomOp.DynamicCustomOpsBuilder operation(String suffix) {
    int stride = shape.stride();
    return DynamicCustomOp.builder(name + suffix)
        .addIntegerArguments(
            (int) shape.kernelHeight(),
            (int) shape.kernelWidth(),
            stride,
            stride,
            0,
            0,
            1,
            1,
            0,
            1,
            NHWC);
  }

  private INDArray padded(INDArray x) {
    return Padding.pad(x, shape.padding(), shape.max() ? Double.NEGATIVE_INFINITY : 0);
  }

  /** The share of true pixels in each window, as a mean over a map of ones. */
  private INDArray trueShare(INDArray y) {
    INDArray ones = Nd4j.ones(y.dataType(), shape.in().shape());
    INDArray share = y.ulike();
    Nd4j.exec(operation("").addInputs(padded(ones)).addOutputs(share).build());
    return share;
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    Nd4j.exec(operation("").addInputs(padded(x)).addOutputs(y).build());
    if (!shape.max()) {
      y.divi(trueShare(y));
    }
  }

  @Override
  public void backward(INDArray x, INDArray y, INDArray dy, INDArray dx) {
    INDArray padded = padded(x);
    INDArray gradient = padded.ulike();
    INDArray shared = shape.max() ? dy : dy.div(trueShare(dy));
    Nd4j.exec(operation("_bp").addInputs(padded, shared).addOutputs(gradient).build());
    dx.assign(Padding.inside(gradient, shape.padding()));
  }
}
