package org.dl4jzoo.zoo.compiled;

import java.util.Arrays;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.program.LayerWeights;

/** Batch normalisation by running statistics, folded into the convolution before it. */
record Folding(Convolution convolution, LayerWeights.Layer layer) {

  /**
   * Weights times the scale of the norm, groups merged, with zeros where an output reads nothing.
   */
  float[] weights(GroupMerge groups) {
    int outputs = convolution.output().channels();
    int length = groups.length();
    float[] folded = new float[Math.toIntExact(groups.values())];
    for (int out = 0; out < outputs; out++) {
      int start = groups.start(out);
      read(out * length, folded, start, length);
      if (convolution.eps().isPresent()) {
        float scale = layer.norm().scale(out, convolution.eps().getAsDouble());
        for (int i = start; i < start + length; i++) {
          folded[i] *= scale;
        }
      }
    }
    return folded;
  }

  /** A norm on its own is a convolution whose weights are ones. */
  private void read(int from, float[] target, int start, int length) {
    if (layer.weights() == null) {
      Arrays.fill(target, start, start + length, 1);
    } else {
      layer.weights().get(from, target, start, length);
    }
  }

  /** What is added to each channel: the bias, or the shift of the norm. */
  float[] shift() {
    float[] shifts = new float[convolution.output().channels()];
    for (int i = 0; i < shifts.length; i++) {
      float bias = layer.bias() == null ? 0 : layer.bias().get(i);
      shifts[i] =
          convolution.eps().isPresent()
              ? layer.norm().shift(i, convolution.eps().getAsDouble(), bias)
              : bias;
    }
    return shifts;
  }
}
