package org.dl4jzoo.data;

import java.nio.file.Path;

/**
 * How examples become batches.
 *
 * @param preprocessing shape and range of the images
 * @param classes width of the one-hot labels
 * @param batchSize images in a batch; the last one of an epoch may be smaller
 * @param augmentation how much the images are varied
 * @param shuffle whether each epoch has its own order
 * @param seed start of shuffling and augmentation
 * @param threads threads that decode and augment
 * @param cache where decoded images are kept
 * @param cacheFolder folder of {@link CacheMode#DISK}
 */
public record BatchSettings(
    Preprocessing preprocessing,
    int classes,
    int batchSize,
    Augmentation augmentation,
    boolean shuffle,
    long seed,
    int threads,
    CacheMode cache,
    Path cacheFolder) {

  /** Settings for evaluation and prediction: in order, as they are, nothing kept. */
  public static BatchSettings evaluation(Preprocessing preprocessing, int classes, int batchSize) {
    return new BatchSettings(
        preprocessing,
        classes,
        batchSize,
        Augmentation.OFF,
        false,
        0,
        Runtime.getRuntime().availableProcessors(),
        CacheMode.NONE,
        CacheFolder.standard());
  }
}
