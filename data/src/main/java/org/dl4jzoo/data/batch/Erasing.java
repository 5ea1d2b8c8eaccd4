package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.dl4jzoo.data.image.Box;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * Random erasing, arXiv:1708.04896, as torchvision's RandomErasing: a rectangle of some images
 * becomes 0 after scaling, which is the mean colour where the scale takes that away.
 *
 * @param probability share of the images that lose one
 * @param shape of the images
 */
record Erasing(double probability, Preprocessing shape) {

  /**
   * Erases a part of an image, or nothing.
   *
   * @param batch scaled images
   * @param offset where the image's height · width · channels floats begin
   */
  void apply(FloatBuffer batch, int offset, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return;
    }
    Box box = Box.randomErasure(shape.height(), shape.width(), random);
    float[] zeros = new float[box.width() * shape.channels()];
    for (int row = box.top(); row < box.top() + box.height(); row++) {
      int start = offset + (row * shape.width() + box.left()) * shape.channels();
      batch.put(start, zeros);
    }
  }
}
