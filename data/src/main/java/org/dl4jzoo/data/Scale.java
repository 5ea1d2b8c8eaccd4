package org.dl4jzoo.data;

/** How a pixel's byte x becomes the network's input. */
public enum Scale {
  /** RGB, x / 255: from 0 to 1. */
  UNIT,
  /** RGB, x / 127.5 − 1: from −1 to 1, as Keras does for MobileNetV2. */
  TF,
  /** RGB, (x / 255 − mean) / standard deviation of ImageNet, as torchvision does. */
  TORCH,
  /** BGR minus the means (103.939, 116.779, 123.68), as Keras does for VGG. */
  CAFFE,
  /** BGR minus the means (104, 117, 123), as BVLC's GoogLeNet wants. */
  BVLC
}
