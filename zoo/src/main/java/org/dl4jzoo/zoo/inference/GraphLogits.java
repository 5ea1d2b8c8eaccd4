package org.dl4jzoo.zoo.inference;

import java.nio.FloatBuffer;
import org.dl4jzoo.zoo.net.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The logits of a graph, which ND4J's arrays go in and out of.
 *
 * @param inference of its logits
 * @param image its input
 */
public record GraphLogits(Inference inference, ImageShape image) implements ImageLogits {

  @Override
  public void prepare(int images) {
    // A graph prepares itself in its first pass.
  }

  @Override
  public float[][] of(FloatBuffer images) {
    long length = (long) image.height() * image.width() * image.channels();
    long[] shape = {images.capacity() / length, image.height(), image.width(), image.channels()};
    try (INDArray batch = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c')) {
      batch.data().asNioFloat().put(0, images, 0, images.capacity());
      return inference.of(batch).toFloatMatrix();
    }
  }

  @Override
  public void close() {
    inference.close();
  }
}
