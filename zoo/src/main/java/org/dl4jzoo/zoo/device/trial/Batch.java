package org.dl4jzoo.zoo.device.trial;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.program.Value;

/**
 * Images that a network can learn to tell apart: a random pattern for each class, and noise. Host
 * memory.
 *
 * @param images [N,H,W,C]
 * @param targets [N,classes], 1 for the class of each
 */
record Batch(int size, FloatPointer images, FloatPointer targets) {

  static Batch of(int size, Value image, int classes, long seed) {
    int values = Math.toIntExact(image.area() * image.channels());
    Map<Integer, float[]> patterns = new HashMap<>();
    FloatPointer images = new FloatPointer((long) size * values);
    FloatPointer targets = new FloatPointer((long) size * classes);
    Random random = new Random(seed);
    for (int n = 0; n < size; n++) {
      int label = random.nextInt(classes);
      for (int c = 0; c < classes; c++) {
        targets.put((long) n * classes + c, c == label ? 1 : 0);
      }
      float[] pattern = patterns.computeIfAbsent(label, key -> pattern(key, values));
      for (int i = 0; i < values; i++) {
        double value = pattern[i] + random.nextGaussian();
        images.put((long) n * values + i, (float) value);
      }
    }
    return new Batch(size, images, targets);
  }

  private static float[] pattern(int label, int values) {
    Random random = new Random(1000L + label);
    float[] pattern = new float[values];
    for (int i = 0; i < values; i++) {
      pattern[i] = (float) random.nextGaussian();
    }
    return pattern;
  }

  /** The same images again and again. */
  Batch times(int count) {
    return new Batch(size * count, times(images, count), times(targets, count));
  }

  private static FloatPointer times(FloatPointer values, int count) {
    long length = values.limit();
    FloatPointer all = new FloatPointer(length * count);
    for (int i = 0; i < count; i++) {
      Pointer.memcpy(new FloatPointer(all).position(i * length), values, Float.BYTES * length);
    }
    return all;
  }

  /** The mean cross-entropy of logits. */
  double loss(FloatPointer logits, int classes) {
    double sum = 0;
    for (int n = 0; n < size; n++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, logits.get((long) n * classes + c));
      }
      double total = 0;
      double of = 0;
      for (int c = 0; c < classes; c++) {
        double logit = logits.get((long) n * classes + c) - largest;
        total += Math.exp(logit);
        of += targets.get((long) n * classes + c) * logit;
      }
      sum += Math.log(total) - of;
    }
    return sum / size;
  }
}
