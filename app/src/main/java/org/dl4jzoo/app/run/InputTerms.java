package org.dl4jzoo.app.run;

import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What the modules {@code zoo} and {@code data}, which don't know each other, call the same
 * preprocessing of images.
 */
final class InputTerms {

  private InputTerms() {}

  /**
   * The preprocessing that weights want.
   *
   * @param size height and width in pixels
   */
  static Preprocessing preprocessing(WeightsInfo info, int size, int channels) {
    return new Preprocessing(size, size, channels, resize(info.resize()), scale(info.scale()));
  }

  /** How bytes become the network's input, in data's terms. */
  static Scale scale(InputScale scale) {
    return switch (scale) {
      case UNIT -> Scale.UNIT;
      case TF -> Scale.TF;
      case TORCH -> Scale.TORCH;
      case CAFFE -> Scale.CAFFE;
      case BVLC -> Scale.BVLC;
    };
  }

  /** How bytes become the network's input, in zoo's terms. */
  static InputScale scale(Scale scale) {
    return switch (scale) {
      case UNIT -> InputScale.UNIT;
      case TF -> InputScale.TF;
      case TORCH -> InputScale.TORCH;
      case CAFFE -> InputScale.CAFFE;
      case BVLC -> InputScale.BVLC;
    };
  }

  private static Resize resize(ResizeRule rule) {
    return switch (rule) {
      case SQUASH -> Resize.SQUASH;
      case CROP -> Resize.CROP;
      case PAD -> Resize.PAD;
    };
  }

  /** How images get their size, in zoo's terms. */
  static ResizeRule resize(Resize resize) {
    return switch (resize) {
      case SQUASH -> ResizeRule.SQUASH;
      case CROP -> ResizeRule.CROP;
      case PAD -> ResizeRule.PAD;
    };
  }
}
