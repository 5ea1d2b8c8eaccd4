package org.dl4jzoo.zoo.layer;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Deeplearning4j's cross-entropy of softmax, with gradients below 1e-15 set to 0.
 *
 * <p>An image classified with near certainty has a gradient of 1e-20 or 1e-35. Multiplied by
 * weights, layer after layer, it becomes a subnormal number, with which processors compute many
 * times slower: two such numbers among 80 made a step of VGG-16 take 25 seconds instead of 10.
 */
public final class SoftmaxCrossEntropy extends LossMCXENT {

  /** Far below the rounding of float32 around 1, and too small to matter to any optimizer. */
  static final double SMALLEST_GRADIENT = 1e-15;

  /** Every class counts the same. */
  public SoftmaxCrossEntropy() {
    this(null);
  }

  /**
   * A loss in which classes have weights.
   *
   * @param weights [1, classes], or null if every class counts the same
   */
  public SoftmaxCrossEntropy(INDArray weights) {
    super(weights);
  }

  /** The gradient by the logits, [N, classes]. */
  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation softmax, INDArray mask) {
    INDArray gradient = super.computeGradient(labels, logits, softmax, mask);
    BooleanIndexing.replaceWhere(gradient, 0, Conditions.absLessThan(SMALLEST_GRADIENT));
    return gradient;
  }
}
