package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution that notes how long it takes. */
final class TimedConvolution implements Convolution {

  private final Convolution convolution;
  private final String kind;
  private final KernelTimes times;

  TimedConvolution(Convolution convolution, String kind, KernelTimes times) {
    this.convolution = convolution;
    this.kind = kind;
    this.times = times;
  }

  @Override
  public void forward(INDArray x, INDArray w, INDArray bias, INDArray y) {
    times.time(kind + ", forward", () -> convolution.forward(x, w, bias, y));
  }

  @Override
  public void inferNormalized(INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray y) {
    times.time(kind + ", forward", () -> convolution.inferNormalized(x, w, bias, norm, y));
  }

  @Override
  public void inferSum(
      INDArray x, INDArray w, INDArray bias, RunningNorm norm, INDArray term, INDArray y) {
    times.time(kind + ", forward", () -> convolution.inferSum(x, w, bias, norm, term, y));
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray dbias) {
    times.time(kind + ", weights' gradient", () -> convolution.backwardWeights(x, dz, dw, dbias));
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    times.time(kind + ", input's gradient", () -> convolution.backwardData(w, dz, dx));
  }
}
