package org.dl4jzoo.zoo.model;

/** Whose padding strided convolutions follow: the two families' weights need their own. */
public enum PaddingStyle {
  /** torchvision: the same on both sides, kernel size / 2. */
  TORCH,
  /** TensorFlow's SAME: the odd pixel goes to the bottom and right. */
  TF
}
