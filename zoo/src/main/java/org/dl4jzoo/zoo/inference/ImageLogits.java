package org.dl4jzoo.zoo.inference;

import java.nio.FloatBuffer;

/** What a classifier gives before softmax, of images in memory that needs not be ND4J's. */
public interface ImageLogits extends AutoCloseable {

  /** Does what has to be done before batches of so many images, if there is anything. */
  void prepare(int images);

  /**
   * Runs the classifier.
   *
   * @param images [N,H,W,C], of its size, from the buffer's start on; direct
   * @return [N,K]
   */
  float[][] of(FloatBuffer images);

  /** Frees what it has. */
  @Override
  void close();
}
