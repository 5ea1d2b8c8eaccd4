package org.dl4jzoo.zoo.weights;

/** How a pixel's byte becomes the input that weights were trained with. */
public enum InputScale {
  /** RGB, x / 255. */
  UNIT,
  /** RGB, x / 127.5 − 1. */
  TF,
  /** RGB, x / 255 standardised with ImageNet's mean and deviation of each channel. */
  TORCH,
  /** BGR minus ImageNet's means, as Keras's VGG wants it. */
  CAFFE,
  /** BGR minus (104, 117, 123), as BVLC's GoogLeNet wants it. */
  BVLC
}
