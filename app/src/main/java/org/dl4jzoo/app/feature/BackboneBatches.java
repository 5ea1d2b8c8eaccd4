package org.dl4jzoo.app.feature;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.zoo.inference.Inference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a frozen part of a network makes of batches of images, computed as they come.
 *
 * @param backbone the part; closed with the batches, as are the images
 */
public record BackboneBatches(Inference backbone, BatchSource images) implements BatchSource {

  @Override
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    return () -> through(images.epoch(epoch, firstBatch).iterator());
  }

  private Iterator<Batch> through(Iterator<Batch> batches) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        Batch batch = batches.next();
        INDArray features = backbone.of(batch.images());
        batch.images().close();
        return new Batch(features, batch.labels(), batch.examples(), batch.number());
      }
    };
  }

  @Override
  public int batches() {
    return images.batches();
  }

  @Override
  public Duration waited() {
    return images.waited();
  }

  @Override
  public List<Unreadable> skipped() {
    return images.skipped();
  }

  @Override
  public void close() {
    images.close();
    backbone.close();
  }
}
