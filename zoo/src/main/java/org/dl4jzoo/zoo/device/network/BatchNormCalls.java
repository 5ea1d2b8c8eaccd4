package org.dl4jzoo.zoo.device.network;

import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * Batch norm and activation in a step of training.
 *
 * @param map shape of what it gets
 * @param x what it gets
 * @param y what it gives
 * @param mean where the mean of the batch is kept
 * @param variance where its variance is kept
 */
public record BatchNormCalls(
    TrainingPass pass,
    String layer,
    double eps,
    Activation activation,
    FeatureMap map,
    long x,
    long y,
    long mean,
    long variance) {

  /** The device. */
  public Device device() {
    return pass.device();
  }

  /** Channels. */
  public int channels() {
    return Math.toIntExact(map.channels());
  }

  /** Values of each channel. */
  public long rows() {
    return map.batch() * map.height() * map.width();
  }

  /** Whether it normalises by statistics of the batch, which it has to measure. */
  public boolean isOfBatch() {
    return !pass.parameters().norms().fixed();
  }

  /** Forward. */
  void forward() {
    if (isOfBatch()) {
      measure();
    }
    normalize();
  }

  /** Computes mean and variance of the batch. */
  public void measure() {
    device().norms().statistics(map, x, parameters());
  }

  /** Computes the output from mean and variance. */
  public void normalize() {
    device().norms().normalize(map, x, parameters(), activation, y);
  }

  /** What it normalises by. */
  public Norms.Parameters parameters() {
    ParameterVectors vectors = pass.parameters();
    return isOfBatch()
        ? vectors.norm(layer, mean, variance, eps)
        : vectors.norm(
            layer, vectors.of(layer, Parameter.MEAN), vectors.of(layer, Parameter.VARIANCE), eps);
  }

  /**
   * Backward.
   *
   * @param dy gradient by the output
   * @param dx where that by the input goes, which may be there
   */
  void backward(long dy, TrainingPass.Target dx) {
    parameterGradients(dy);
    inputGradient(dy, dx, isOfBatch() ? 1.0 / rows() : 0, dgamma(), dbeta());
    follow();
  }

  /** Computes the gradients of gamma and beta. */
  public void parameterGradients(long dy) {
    device().norms().parameterGradients(map, x, y, dy, parameters(), activation, dgamma(), dbeta());
  }

  /** Where the gradient by gamma is. */
  public long dgamma() {
    return pass.parameters().gradientOf(layer, Parameter.GAMMA);
  }

  /** Where the gradient by beta is. */
  public long dbeta() {
    return pass.parameters().gradientOf(layer, Parameter.BETA);
  }

  /**
   * Computes the gradient of the input.
   *
   * @param share 1 / the values of a channel that the statistics are of; 0 if they are fixed
   * @param dgamma sum of those values' gradients
   */
  public void inputGradient(
      long dy, TrainingPass.Target dx, double share, long dgamma, long dbeta) {
    device()
        .norms()
        .normalizeBack(
            map, x, y, dy, parameters(), activation, share, dgamma, dbeta, dx.address(), dx.add());
  }

  /**
   * What is called the gradient of a running statistic is the step that it takes; it is divided by
   * the loss's scale with all gradients.
   */
  public void follow() {
    if (isOfBatch()) {
      follow(Parameter.MEAN, mean);
      follow(Parameter.VARIANCE, variance);
    }
  }

  private void follow(Parameter statistic, long ofBatch) {
    ParameterVectors vectors = pass.parameters();
    device()
        .updates()
        .statisticsStep(
            channels(),
            pass.lossScale() * (1 - vectors.norms().decay()),
            vectors.of(layer, statistic),
            ofBatch,
            vectors.gradientOf(layer, statistic),
            false);
  }
}
