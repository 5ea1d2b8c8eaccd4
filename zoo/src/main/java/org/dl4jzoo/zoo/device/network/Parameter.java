package org.dl4jzoo.zoo.device.network;

/** The parameters that a layer can have. */
public enum Parameter {
  /** [out, in / groups, kernel, kernel] of a convolution, [out, in] of a fully connected layer. */
  WEIGHTS,
  /** What is added to each output. */
  BIAS,
  /** Scale of the batch norm. */
  GAMMA,
  /** Shift of the batch norm. */
  BETA,
  /** Running mean of the batch norm. */
  MEAN,
  /** Running variance of the batch norm. */
  VARIANCE
}
