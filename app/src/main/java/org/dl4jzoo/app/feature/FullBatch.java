package org.dl4jzoo.app.feature;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    List<Example> examples = features.examples();
    INDArray values = features.room(examples.size(), features.views());
    FloatBuffer target = values.data().asNioFloat();
    features.values().forEach(target::put);
    return new Batch(values, Features.targets(examples, classes), examples, 0);
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
