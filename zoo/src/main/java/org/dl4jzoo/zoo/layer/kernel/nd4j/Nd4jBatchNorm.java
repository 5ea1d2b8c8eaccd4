package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch normalisation over the rows of [N H W, C]; the gradients are those of arXiv:1502.03167. */
final class Nd4jBatchNorm implements BatchNorm {

  private final double eps;
  private final Nd4jElementwise activation;

  Nd4jBatchNorm(double eps, Activation activation) {
    this.eps = eps;
    this.activation = new Nd4jElementwise(activation);
  }

  private static INDArray rows(INDArray nhwc) {
    return nhwc.reshape('c', nhwc.length() / nhwc.size(3), nhwc.size(3));
  }

  @Override
  public void forward(
      INDArray x, INDArray gamma, INDArray beta, INDArray mean, INDArray variance, INDArray y) {
    INDArray rows = rows(x);
    mean.assign(rows.mean(0));
    variance.assign(rows.var(false, 0));
    infer(x, new RunningNorm(gamma, beta, mean, variance, eps), y);
  }

  @Override
  public void infer(INDArray x, RunningNorm norm, INDArray y) {
    y.assign(rows(x).mulRowVector(norm.scale()).addiRowVector(norm.shift(null)).reshape(x.shape()));
    activation.forwardInPlace(y);
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
    activation.backward(y, dy, dx);
    INDArray dsum = rows(dx);
    INDArray deviation = Transforms.sqrt(variance.add(eps));
    INDArray normalized = rows(x).subRowVector(mean).diviRowVector(deviation);
    dbeta.assign(dsum.sum(0));
    dgamma.assign(dsum.mul(normalized).sum(0));
    long count = dsum.rows();
    dsum.subiRowVector(dbeta.div(count));
    dsum.subi(normalized.muliRowVector(dgamma.div(count)));
    dsum.muliRowVector(gamma.div(deviation));
  }
}
