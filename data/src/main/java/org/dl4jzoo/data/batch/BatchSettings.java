package org.dl4jzoo.data.batch;

import java.nio.file.Path;
import java.util.Objects;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * How examples become batches.
 *
 * @param preprocessing shape and range of the images
 * @param classes width of the one-hot labels
 * @param batchSize images in a batch; the last one of an epoch may be smaller
 * @param augmentation how much the images are varied
 * @param erase probability that a rectangle of an image is erased, in [0, 1]
 * @param growing size of the varied images by epoch; null for that of the preprocessing
 * @param shuffle whether each epoch has its own order
 * @param seed start of shuffling and augmentation
 * @param threads threads that decode and augment
 * @param cache where decoded images are kept
 * @param cacheFolder below which {@link CacheMode#DISK} keeps them
 */
public record BatchSettings(
    Preprocessing preprocessing,
    int classes,
    int batchSize,
    Augmentation augmentation,
    double erase,
    GrowingSize growing,
    boolean shuffle,
    long seed,
    int threads,
    CacheMode cache,
    Path cacheFolder) {

  /** Checks the ranges. */
  public BatchSettings {
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(cacheFolder, "cacheFolder");
    requireAtLeastOne("classes", classes);
    requireAtLeastOne("batch-size", batchSize);
    requireAtLeastOne("threads", threads);
    if (!(erase >= 0 && erase <= 1)) {
      throw new InvalidDataException("erase must be in [0, 1]; got " + erase);
    }
    if (growing != null && augmentation == Augmentation.OFF) {
      throw new IllegalArgumentException("images that aren't varied have one size; got " + growing);
    }
  }

  /** Settings for evaluation and prediction: in order, as they are, nothing kept. */
  public static BatchSettings evaluation(Preprocessing preprocessing, int classes, int batchSize) {
    return new BatchSettings(
        preprocessing,
        classes,
        batchSize,
        Augmentation.OFF,
        0,
        null,
        false,
        0,
        Runtime.getRuntime().availableProcessors(),
        CacheMode.NONE,
        CacheFolder.standard());
  }

  private static void requireAtLeastOne(String setting, int value) {
    if (value < 1) {
      throw new InvalidDataException("%s must be at least 1; got %d".formatted(setting, value));
    }
  }
}
