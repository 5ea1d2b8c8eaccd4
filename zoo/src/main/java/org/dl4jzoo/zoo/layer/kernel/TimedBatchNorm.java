package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch normalisation that notes how long it takes. */
final class TimedBatchNorm implements BatchNorm {

  private final BatchNorm norm;
  private final KernelTimes times;

  TimedBatchNorm(BatchNorm norm, KernelTimes times) {
    this.norm = norm;
    this.times = times;
  }

  @Override
  public void forward(
      INDArray x, INDArray gamma, INDArray beta, INDArray mean, INDArray variance, INDArray y) {
    times.time("batch norm, forward", () -> norm.forward(x, gamma, beta, mean, variance, y));
  }

  @Override
  public void backward(
      INDArray x,
      INDArray y,
      INDArray dy,
      INDArray gamma,
      INDArray mean,
      INDArray variance,
      INDArray dgamma,
      INDArray dbeta,
      INDArray dx) {
    times.time(
        "batch norm, backward",
        () -> norm.backward(x, y, dy, gamma, mean, variance, dgamma, dbeta, dx));
  }

  @Override
  public void infer(INDArray x, RunningNorm runningNorm, INDArray y) {
    times.time("batch norm, forward", () -> norm.infer(x, runningNorm, y));
  }
}
