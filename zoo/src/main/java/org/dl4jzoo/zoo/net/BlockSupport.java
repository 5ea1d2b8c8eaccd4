package org.dl4jzoo.zoo.net;

/**
 * Which maps an operation takes that lie in blocks of 16 channels, oneDNN's nChw16c, instead of
 * with all channels of a pixel side by side.
 */
public enum BlockSupport {
  /** All of them; from the image, which never lies so, it can give one. */
  STARTS,
  /** All of them. */
  ANY,
  /** Those whose last block is full. */
  FULL,
  /** None: it flattens its input, or looks across its channels. */
  NONE
}
