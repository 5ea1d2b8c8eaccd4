package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Gradient descent with Nesterov's momentum as Deeplearning4j does it: v = momentum v - rate
 * gradient; what is subtracted is rate gradient - momentum v.
 */
final class OnednnNesterovs extends OnednnUpdateRule {

  private final double momentum;
  private final Scalar minusRate = new Scalar();
  private final Scalar minusRateByMomentum = new Scalar();

  OnednnNesterovs(Nesterovs nesterovs) {
    this.momentum = nesterovs.getMomentum();
  }

  @Override
  void prepare(double gradientScale, double learningRate, int iteration) {
    minusRate.set(-learningRate * gradientScale);
    minusRateByMomentum.set(-learningRate * gradientScale / momentum);
  }

  @Override
  Piece newPiece(long length) {
    return new MomentumPiece(length);
  }

  private final class MomentumPiece extends Piece {
    private final memory velocity = view();
    private final Primitive accelerate;
    private final Primitive step;

    MomentumPiece(long length) {
      super(length);
      accelerate = times(gradients(), minusRate, velocity, (float) momentum);
      step = newStep();
    }

    /** -momentum (velocity - rate gradient / momentum). */
    private Primitive newStep() {
      post_ops operations = new post_ops();
      operations.append_binary(dnnl.algorithm.binary_add, velocity.get_desc());
      operations.append_eltwise(dnnl.algorithm.eltwise_linear, (float) -momentum, 0f);
      return binary(
              dnnl.algorithm.binary_mul,
              gradients(),
              minusRateByMomentum.memory(),
              gradients(),
              operations)
          .with(operand(0), velocity);
    }

    @Override
    void bindState(List<INDArray> state, long start) {
      Onednn.bind(velocity, state.get(0), start);
    }

    @Override
    void step() {
      accelerate.run();
      step.run();
    }
  }
}
