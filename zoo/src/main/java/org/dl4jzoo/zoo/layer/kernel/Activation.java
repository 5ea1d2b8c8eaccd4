package org.dl4jzoo.zoo.layer.kernel;

/** The activations that kernels fuse. */
public enum Activation {
  /** f(x) = x. */
  IDENTITY,
  /** f(x) = max(x, 0). */
  RELU,
  /** f(x) = min(max(x, 0), 6), arXiv:1704.04861. */
  RELU6
}
