package org.dl4jzoo.zoo.net;

/**
 * Whose form of a network it is, as the two families' weights need their own. They differ in the
 * padding of strided convolutions, in the epsilon of batch norm, and in ResNet's bottleneck: Keras
 * has biases there, and the stride on the first convolution.
 */
public enum PaddingStyle {
  /** torchvision's; the padding is the same on both sides, kernel size / 2. */
  TORCH,
  /** Keras's; the padding is TensorFlow's SAME: the odd pixel goes to the bottom and right. */
  TF
}
