package org.dl4jzoo.zoo.layer;

/**
 * What a graph computes with; parameters, their gradients and all sums are float32. On the CPU it
 * counts in training, where maps stay float32 too; what is compiled of a graph has numbers of its
 * own.
 */
public enum Precision {
  /** Single precision. */
  FLOAT32,
  /**
   * A GPU's tensor cores multiply values rounded to TF32, 11 bits of float32's 24, and add up in
   * float32.
   */
  TF32,
  /**
   * Values of 8 bits of float32's 24, with its exponents (bfloat16, arXiv:1905.12322). On the CPU
   * convolutions, but for depthwise ones, multiply values that are rounded to it; a GPU stores maps
   * and their gradients so.
   */
  BF16,
  /**
   * A GPU stores maps and their gradients in half precision, 11 bits of float32's 24 and fewer
   * exponents, and the loss is scaled in the backward pass (arXiv:1710.03740).
   */
  FP16
}
