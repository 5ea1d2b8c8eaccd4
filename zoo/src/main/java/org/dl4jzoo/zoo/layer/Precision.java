package org.dl4jzoo.zoo.layer;

/** What convolutions multiply in training; parameters and activations stay float32. */
public enum Precision {
  /** Single precision. */
  FLOAT32,
  /**
   * A GPU's tensor cores multiply values rounded to TF32, 11 bits of float32's 24, and add up in
   * float32.
   */
  TF32,
  /**
   * Convolutions, but for depthwise ones, multiply values rounded to bfloat16, 8 bits of float32's
   * 24, and add up in float32, arXiv:1905.12322.
   */
  BF16
}
