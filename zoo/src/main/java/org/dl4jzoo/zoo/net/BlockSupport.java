package org.dl4jzoo.zoo.net;

/**
 * Which maps in blocks of 16 channels, oneDNN's nChw16c, an operation can read instead of NHWC
 * ones.
 */
public enum BlockSupport {
  /** All of them; and it can give one when it reads the image, which is always NHWC. */
  STARTS,
  /** All of them. */
  ANY,
  /** Those whose last block is full. */
  FULL,
  /** None: it flattens its input, or combines neighbouring channels. */
  NONE
}
