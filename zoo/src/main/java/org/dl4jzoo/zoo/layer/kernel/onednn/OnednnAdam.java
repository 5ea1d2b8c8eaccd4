package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Adam, arXiv:1412.6980, in the order of section 2's last paragraph, as Deeplearning4j does it. */
final class OnednnAdam extends OnednnUpdateRule {

  private final double beta1;
  private final double beta2;
  private final double eps;
  private final Scalar gradientShare = new Scalar();
  private final Scalar squareShare = new Scalar();
  private final Scalar rate = new Scalar();

  OnednnAdam(Adam adam) {
    this.beta1 = adam.getBeta1();
    this.beta2 = adam.getBeta2();
    this.eps = adam.getEpsilon();
  }

  @Override
  void prepare(double gradientScale, double learningRate, int iteration) {
    int step = iteration + 1;
    gradientShare.set((1 - beta1) * gradientScale);
    squareShare.set((1 - beta2) * gradientScale * gradientScale);
    rate.set(learningRate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(beta1, step)));
  }

  @Override
  Piece newPiece(long length) {
    return new AdamPiece(length);
  }

  private final class AdamPiece extends Piece {
    private final memory mean = view();
    private final memory square = view();
    private final Primitive moveMean;
    private final Primitive moveSquare;
    private final Primitive step;

    AdamPiece(long length) {
      super(length);
      moveMean = times(gradients(), gradientShare, mean, (float) beta1);
      moveSquare = moveSquare();
      step = newStep();
    }

    private Primitive moveSquare() {
      post_ops operations = new post_ops();
      appendTimes(operations, squareShare);
      appendSum(operations, (float) beta2);
      return binary(dnnl.algorithm.binary_mul, gradients(), gradients(), square, operations)
          .with(operand(0), squareShare.memory());
    }

    /** rate mean / (sqrt(square) + eps); the maximum of two equal arrays only starts the chain. */
    private Primitive newStep() {
      post_ops operations = new post_ops();
      operations.append_eltwise(dnnl.algorithm.eltwise_sqrt, 0f, 0f);
      operations.append_eltwise(dnnl.algorithm.eltwise_linear, 1f, (float) eps);
      operations.append_eltwise(dnnl.algorithm.eltwise_pow, 1f, -1f);
      operations.append_binary(dnnl.algorithm.binary_mul, mean.get_desc());
      appendTimes(operations, rate);
      return binary(dnnl.algorithm.binary_max, square, square, gradients(), operations)
          .with(operand(3), mean)
          .with(operand(4), rate.memory());
    }

    @Override
    void bindState(List<INDArray> state, long start) {
      Onednn.bind(mean, state.get(0), start);
      Onednn.bind(square, state.get(1), start);
    }

    @Override
    void step() {
      moveMean.run();
      moveSquare.run();
      step.run();
    }
  }
}
