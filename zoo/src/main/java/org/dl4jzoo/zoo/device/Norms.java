package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Normalisation of maps by batch (arXiv:1502.03167) and by neighbouring channels. */
public interface Norms {

  /**
   * What batch normalisation reads of a layer; each is [C].
   *
   * @param mean of the batch, or the running one
   * @param variance of the batch, biased, or the running one
   */
  record Parameters(long gamma, long beta, long mean, long variance, double eps) {}

  /**
   * mean and variance of each channel, biased, as the sum of squared differences from the mean.
   *
   * @param norm where they go
   */
  void statistics(FeatureMap map, long x, Parameters norm);

  /** y = activation(gamma (x - mean) / sqrt(variance + eps) + beta). */
  void normalize(FeatureMap map, long x, Parameters norm, Activation activation, long y);

  /**
   * Mean and variance become those of more values.
   *
   * @param share of the others in all values
   * @param mean of the others, [C]
   * @param variance of the others, biased, [C]
   * @param norm where mean and variance are changed
   */
  void join(int channels, double share, long mean, long variance, Parameters norm);

  /**
   * The gradients of {@link #normalize} by gamma and beta.
   *
   * @param y what it gave
   * @param dgamma [C]; it and dbeta replace what is there
   */
  void parameterGradients(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      long dgamma,
      long dbeta);

  /**
   * The gradient of {@link #normalize} by x.
   *
   * @param y what it gave
   * @param share 1 / the values of a channel that mean and variance are of, through which the
   *     gradient goes too; 0 if they don't depend on x
   * @param dgamma gradient by gamma, [C], from all those values, as dbeta
   */
  void normalizeBack(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      double share,
      long dgamma,
      long dbeta,
      long dx,
      boolean add);

  /**
   * Local response normalisation, y = x / (k + alpha / size * sum of x^2)^beta over {@code size}
   * neighbouring channels (Krizhevsky et al. 2012, section 3.3, with PyTorch's division by size).
   */
  void respond(FeatureMap map, Response response, long x, long y);

  /** Its gradient. */
  void respondBack(FeatureMap map, Response response, long x, long dy, long dx, boolean add);

  /** Constants of a response normalisation. */
  record Response(int size, double k, double alpha, double beta) {}
}
