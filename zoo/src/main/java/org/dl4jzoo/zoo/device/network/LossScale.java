package org.dl4jzoo.zoo.device.network;

import org.dl4jzoo.zoo.device.MapType;

/**
 * What the loss is multiplied by before the backward pass, so that small gradients don't vanish in
 * half precision (Micikevicius et al. 2018, arXiv:1710.03740, section 3.2); gradients of parameters
 * are divided by it again. It is halved when a gradient overflowed, and doubled after many steps in
 * which none did. It is a power of 2, and so rounds nothing.
 */
public final class LossScale {

  /**
   * Of the sum over a batch: with 256 images what PyTorch's GradScaler begins with for the mean.
   */
  private static final double BEGIN = 256;

  private static final double LARGEST = 1 << 24;
  private static final double SMALLEST = 1.0 / (1 << 10);

  /** Steps without an overflow after which it is doubled, as PyTorch's GradScaler does. */
  private static final int PATIENCE = 2000;

  private final boolean needed;
  private double factor;
  private int goodSteps;

  /** One for maps of a type, which is 1 and stays so for types with the exponents of float32. */
  public LossScale(MapType maps) {
    this.needed = maps == MapType.FLOAT16;
    this.factor = needed ? BEGIN : 1;
  }

  /** Whether a step may have to be skipped. */
  public boolean mayRefuse() {
    return needed;
  }

  /** The factor of the next backward pass. */
  public double factor() {
    return factor;
  }

  /**
   * Takes note of a step's gradient.
   *
   * @param finite whether it has neither infinite values nor NaN
   * @return whether the step may be taken; where not, a smaller scale may help
   */
  public boolean accepts(boolean finite) {
    if (!needed) {
      return true;
    }
    if (!finite) {
      goodSteps = 0;
      boolean mayHelp = factor > SMALLEST;
      factor = Math.max(SMALLEST, factor / 2);
      return !mayHelp;
    }
    goodSteps++;
    if (goodSteps == PATIENCE) {
      goodSteps = 0;
      factor = Math.min(LARGEST, 2 * factor);
    }
    return true;
  }
}
