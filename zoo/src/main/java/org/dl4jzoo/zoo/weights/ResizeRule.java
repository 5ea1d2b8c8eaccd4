package org.dl4jzoo.zoo.weights;

/** How an image gets the size that weights were trained with. */
public enum ResizeRule {
  /** Each side on its own; the aspect ratio is lost. */
  SQUASH,
  /** The shorter side to 256/224 of the size, of which the middle is cut out. */
  CROP,
  /** The longer side to the size, the rest black. */
  PAD
}
