package org.dl4jzoo.app.feature;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batches of features, to train what comes after the frozen part. From one epoch to the next every
 * image goes on to its next view.
 */
public final class FeatureBatches implements BatchSource {

  private final Features features;
  private final int classes;
  private final int batchSize;
  private final Long shuffleSeed;

  private FeatureBatches(Features features, int classes, int batchSize, Long shuffleSeed) {
    this.features = features;
    this.classes = classes;
    this.batchSize = batchSize;
    this.shuffleSeed = shuffleSeed;
  }

  /** Batches in the order of the images. */
  public static FeatureBatches inOrder(Features features, int classes, int batchSize) {
    return new FeatureBatches(features, classes, batchSize, null);
  }

  /** Batches in another order each epoch, which depends on the seed and the epoch only. */
  public static FeatureBatches shuffled(Features features, int classes, int batchSize, long seed) {
    return new FeatureBatches(features, classes, batchSize, seed);
  }

  @Override
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    List<Integer> order = order(epoch);
    return () ->
        IntStream.range(firstBatch, batches())
            .mapToObj(batch -> batch(epoch, order, batch))
            .iterator();
  }

  private List<Integer> order(int epoch) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, features.examples().size()).boxed().toList());
    if (shuffleSeed != null) {
      Collections.shuffle(order, new Random(1_000_003 * shuffleSeed + epoch));
    }
    return order;
  }

  private Batch batch(int epoch, List<Integer> order, int batch) {
    int start = batch * batchSize;
    List<Integer> rows = order.subList(start, Math.min(start + batchSize, order.size()));
    INDArray values = features.room(rows.size());
    FloatBuffer target = values.data().asNioFloat();
    for (int index : rows) {
      int view = (epoch + index) % features.views();
      target.put(features.values().get(index), view * features.length(), features.length());
    }
    List<Example> examples = rows.stream().map(features.examples()::get).toList();
    return new Batch(values, Features.targets(examples, classes), examples, batch);
  }

  @Override
  public int batches() {
    return (features.examples().size() + batchSize - 1) / batchSize;
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
