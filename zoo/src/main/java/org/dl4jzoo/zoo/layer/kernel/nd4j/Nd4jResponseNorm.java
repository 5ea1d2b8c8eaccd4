package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.ResponseNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Local response normalisation as sums of shifted views. */
final class Nd4jResponseNorm implements ResponseNorm {

  private final int size;
  private final double k;
  private final double alpha;
  private final double beta;

  Nd4jResponseNorm(int size, double k, double alpha, double beta) {
    this.size = size;
    this.k = k;
    this.alpha = alpha;
    this.beta = beta;
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    x.mul(Transforms.pow(divisor(x), -beta), y);
  }

  private INDArray divisor(INDArray x) {
    return neighbours(x.mul(x)).muli(alpha / size).addi(k);
  }

  /** dx = dy d^-beta - 2 alpha beta / n x sum(dy x d^(-beta - 1)), the sum over neighbours. */
  @Override
  public void backward(INDArray x, INDArray dy, INDArray dx) {
    INDArray divisor = divisor(x);
    INDArray power = Transforms.pow(divisor, -beta);
    INDArray sums = neighbours(dy.mul(x).muli(power).divi(divisor));
    dy.mul(power, dx);
    dx.subi(sums.muli(x).muli(2 * alpha * beta / size));
  }

  /** The sum over the {@code size} channels around each. */
  private INDArray neighbours(INDArray values) {
    INDArray sum = values.dup('c');
    long channels = values.size(3);
    for (long shift = 1; shift <= Math.min(size / 2, channels - 1); shift++) {
      channels(sum, 0, channels - shift).addi(channels(values, shift, channels));
      channels(sum, shift, channels).addi(channels(values, 0, channels - shift));
    }
    return sum;
  }

  private static INDArray channels(INDArray values, long from, long to) {
    return values.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(from, to));
  }
}
