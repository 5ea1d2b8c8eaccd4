package org.dl4jzoo.data.preprocess;

/** How an image of any shape becomes one of the network's shape. */
public enum Resize {
  /**
   * Stretch or shrink each side on its own, as the original recipe does; the aspect ratio is lost.
   */
  SQUASH,
  /** Shrink the shorter side to 256/224 of the target, then cut the target from the centre. */
  CROP,
  /** Shrink until the longer side fits and fill the rest with black (a letterbox). */
  PAD
}
