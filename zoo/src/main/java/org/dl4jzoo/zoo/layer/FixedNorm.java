package org.dl4jzoo.zoo.layer;

import java.util.Map;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation in training by running statistics that don't change: z = s (x * w + b - mean)
 * + beta with s = gamma / sqrt(variance + eps). That is a convolution with weights s w and bias
 * beta + s (b - mean), so it costs no pass over the map in either direction: the convolution runs
 * with these, and their gradients are turned into those of w, b, gamma and beta.
 */
final class FixedNorm {

  private final INDArray weights;
  private final INDArray shift;
  private final INDArray shiftGradient;

  /** Allocates folded weights of this shape, [out, ...]. */
  @SuppressWarnings("try") // the scope is entered and left, never used
  FixedNorm(INDArray shapedLike) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      this.weights = Nd4j.create(shapedLike.dataType(), shapedLike.shape());
      this.shift = Nd4j.create(shapedLike.dataType(), shapedLike.size(0));
      this.shiftGradient = Nd4j.create(shapedLike.dataType(), shapedLike.size(0));
    }
  }

  /**
   * Folds scale and statistics, as they are now, into weights and shift.
   *
   * @param bias of the convolution, [out], or null
   */
  void fold(INDArray unfolded, INDArray bias, RunningNorm norm) {
    weights.assign(unfolded);
    rows(weights).muliColumnVector(norm.scale());
    shift.assign(norm.shift(bias));
  }

  private static INDArray rows(INDArray array) {
    return array.reshape('c', array.size(0), array.length() / array.size(0));
  }

  /** s w. */
  INDArray weights() {
    return weights;
  }

  /** beta + s (b - mean). */
  INDArray shift() {
    return shift;
  }

  /** The array for the gradient of the shift. */
  INDArray shiftGradient() {
    return shiftGradient;
  }

  /**
   * Turns the gradients of the folded weights and shift into those of the parameters.
   *
   * @param folded gradient of the folded weights; becomes that of the weights
   * @param gradients where those of gamma, beta and the bias, if there is one, go; the statistics
   *     get none
   */
  void unfold(
      INDArray folded,
      INDArray unfolded,
      INDArray bias,
      RunningNorm norm,
      Map<String, INDArray> gradients) {
    INDArray scale = norm.scale();
    INDArray center = bias == null ? norm.mean() : norm.mean().sub(bias);
    INDArray ofScale = rows(unfolded).mul(rows(folded)).sum(1).subi(center.mul(shiftGradient));
    gradients.get(FusedLayer.GAMMA).assign(ofScale.muli(norm.inverseDeviation()));
    gradients.get(FusedLayer.BETA).assign(shiftGradient);
    gradients.get(FusedLayer.MEAN).assign(0);
    gradients.get(FusedLayer.VARIANCE).assign(0);
    if (bias != null) {
      gradients.get(FusedLayer.BIAS).assign(shiftGradient.mul(scale));
    }
    rows(folded).muliColumnVector(scale);
  }
}
