package org.dl4jzoo.zoo.device;

/**
 * What optimizers do to parameters, in the arithmetic of Deeplearning4j's. All values are float32;
 * gradients stay as they are.
 */
public interface Updates {

  /**
   * What all optimizers take.
   *
   * @param gradientScale what gradients are multiplied by first
   * @param rate the learning rate of the step
   * @param l2 times the parameter is added to its gradient, after the scale
   * @param decoupledDecay times rate and parameter is subtracted besides
   */
  record Step(double gradientScale, double rate, double l2, double decoupledDecay) {}

  /**
   * Adam (arXiv:1412.6980) in the order of section 2's last paragraph: p -= alpha m / (sqrt(v) +
   * eps), with alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t).
   *
   * @param count t, from 1
   */
  void adam(long values, Step step, Adam adam, int count, long p, long g, long m, long v);

  /** Constants of Adam. */
  record Adam(double beta1, double beta2, double eps) {}

  /**
   * Nesterov's momentum: u = momentum v - rate g; p += (1 + momentum) u - momentum v with v from
   * before; v = u.
   */
  void nesterov(long values, Step step, double momentum, long p, long g, long v);

  /** RMSProp: s = decay s + (1 - decay) g^2; p -= rate g / (sqrt(s) + eps). */
  void rmsProp(long values, Step step, double decay, double eps, long p, long g, long s);

  /** Multiplies values by a factor. */
  void scale(long values, double factor, long x);

  /** p -= factor g. */
  void subtract(long values, double factor, long p, long g);

  /** step = share (running - ofBatch): what running statistics are subtracted of; or adds it. */
  void statisticsStep(
      int channels, double share, long running, long ofBatch, long step, boolean add);

  /** average = kept average + (1 - kept) p. */
  void follow(long values, double kept, long p, long average);

  /**
   * Writes {@link #partialSums} numbers of double precision, whose sum is that of all squares; NaN
   * or infinite if a value is.
   */
  void squares(long values, long x, long sums);

  /** How many sums {@link #squares} writes. */
  int partialSums();
}
