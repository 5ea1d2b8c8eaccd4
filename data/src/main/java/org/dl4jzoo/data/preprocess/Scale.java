package org.dl4jzoo.data.preprocess;

/** How a pixel's byte x becomes the network's input: (x − mean) / deviation of its channel. */
public enum Scale {
  /** RGB, x / 255: from 0 to 1. */
  UNIT(false, 0, 0, 0, 255, 255, 255),
  /** RGB, x / 127.5 − 1: from −1 to 1, as Keras does for MobileNetV2. */
  TF(false, 127.5, 127.5, 127.5, 127.5, 127.5, 127.5),
  /** RGB, (x / 255 − mean) / standard deviation of ImageNet, as torchvision does. */
  TORCH(false, 255 * 0.485, 255 * 0.456, 255 * 0.406, 255 * 0.229, 255 * 0.224, 255 * 0.225),
  /** BGR minus the means (103.939, 116.779, 123.68), as Keras does for VGG. */
  CAFFE(true, 103.939, 116.779, 123.68, 1, 1, 1),
  /** BGR minus the means (104, 117, 123), as BVLC's GoogLeNet wants. */
  BVLC(true, 104, 117, 123, 1, 1, 1);

  private final boolean blueFirst;
  private final double mean0;
  private final double mean1;
  private final double mean2;
  private final double deviation0;
  private final double deviation1;
  private final double deviation2;

  Scale(boolean blueFirst, double m0, double m1, double m2, double d0, double d1, double d2) {
    this.blueFirst = blueFirst;
    this.mean0 = m0;
    this.mean1 = m1;
    this.mean2 = m2;
    this.deviation0 = d0;
    this.deviation1 = d1;
    this.deviation2 = d2;
  }

  /** Whether the network's first channel is blue. */
  boolean blueFirst() {
    return blueFirst;
  }

  /** The scaled value of every byte, [channel][x], channels in the network's order. */
  float[][] tables() {
    double[] means = {mean0, mean1, mean2};
    double[] deviations = {deviation0, deviation1, deviation2};
    float[][] tables = new float[means.length][256];
    for (int c = 0; c < means.length; c++) {
      for (int x = 0; x < 256; x++) {
        tables[c][x] = (float) ((x - means[c]) / deviations[c]);
      }
    }
    return tables;
  }
}
