package org.dl4jzoo.app.feature;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.Unreadable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The features of all images as one batch [N,V,...], with every image in its V views.
 *
 * @param features of at least one image, or the epoch has no batch
 * @param classes how many there are
 */
public record FullBatch(Features features, int classes) implements BatchSource {

  @Override
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    return firstBatch < batches() ? List.of(batch()) : List.of();
  }

  private Batch batch() {
    int images = features.examples().size();
    long[] shape = new long[features.shape().length + 2];
    shape[0] = images;
    shape[1] = features.views();
    System.arraycopy(features.shape(), 0, shape, 2, features.shape().length);
    INDArray values = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    FloatBuffer target = values.data().asNioFloat();
    float[][] labels = new float[images][classes];
    for (int n = 0; n < images; n++) {
      target.put(features.values().get(n));
      labels[n][features.examples().get(n).label()] = 1;
    }
    return new Batch(values, Nd4j.create(labels), features.examples(), 0);
  }

  @Override
  public int batches() {
    return features.examples().isEmpty() ? 0 : 1;
  }

  @Override
  public Duration waited() {
    return Duration.ZERO;
  }

  @Override
  public List<Unreadable> skipped() {
    return features.skipped();
  }

  @Override
  public void close() {
    // There is nothing under way.
  }
}
