package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.ImageFolder;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.data.split.Split;
import org.dl4jzoo.data.split.SplitFractions;
import org.dl4jzoo.data.split.Subset;

/**
 * The images of a training.
 *
 * @param folder where they are
 * @param split which of them are for what
 * @param preprocessing how they become the network's input
 * @param config how they are read
 */
public record TrainingData(
    ImageFolder folder, Split split, Preprocessing preprocessing, TrainConfig config) {

  /**
   * Splits a folder anew.
   *
   * @param scale how bytes become the network's input
   * @throws UsageException if the batch size is more than there are images to train on
   */
  static TrainingData of(TrainConfig config, Scale scale, Path root) {
    ImageFolder folder = ImageFolder.open(root);
    Split split = Split.of(folder, SplitFractions.DEFAULT, config.seed());
    Preprocessing preprocessing =
        new Preprocessing(
            config.imageSize(), config.imageSize(), config.channels(), config.resize(), scale);
    return checked(new TrainingData(folder, split, preprocessing, config));
  }

  /** Splits and reads a folder as an earlier run did. */
  static TrainingData of(TrainConfig config, Preprocessing earlier, Path root, Path splitCsv) {
    ImageFolder folder = ImageFolder.open(root);
    return checked(new TrainingData(folder, Split.read(splitCsv, folder), earlier, config));
  }

  private static TrainingData checked(TrainingData data) {
    int images = data.split.examples(Subset.TRAIN).size();
    if (data.config.batchSize() > images) {
      throw new UsageException(
          "batch-size must be at most the %d training images of %s; got %d"
              .formatted(images, data.folder.root(), data.config.batchSize()));
    }
    if (data.split.examples(Subset.VALIDATION).isEmpty()) {
      throw new UsageException(
          "%s has too few images to keep some for validation".formatted(data.folder.root()));
    }
    return data;
  }

  /** Training images of each class. */
  int[] countsOfTraining() {
    int[] counts = new int[classes().size()];
    split.examples(Subset.TRAIN).forEach(example -> counts[example.label()]++);
    return counts;
  }

  List<String> classes() {
    return folder.classes();
  }

  /** The training images: shuffled, varied, kept for the next epoch. */
  ImageBatches training() {
    return batches(Subset.TRAIN, config.augment(), true, config.cache());
  }

  /** The validation images: in order, as they are, kept for the next epoch. */
  ImageBatches validation() {
    return batches(Subset.VALIDATION, Augmentation.OFF, false, config.cache());
  }

  /** The fixed variations of images that features are computed of. */
  ImageViews views() {
    return new ImageViews(preprocessing, config.augment());
  }

  /** How many variations of each training image there are. */
  int viewsOfTraining() {
    return config.augment() == Augmentation.OFF ? 1 : config.views();
  }

  boolean hasTest() {
    return !split.examples(Subset.TEST).isEmpty();
  }

  /** The test images: in order, as they are. */
  ImageBatches test() {
    return batches(Subset.TEST, Augmentation.OFF, false, CacheMode.NONE);
  }

  private ImageBatches batches(
      Subset subset, Augmentation augmentation, boolean shuffle, CacheMode cache) {
    List<Example> examples = split.examples(subset);
    return new ImageBatches(
        examples,
        new BatchSettings(
            preprocessing,
            classes().size(),
            config.batchSize(),
            augmentation,
            shuffle,
            config.seed(),
            config.threads(),
            cache,
            CacheFolder.standard()));
  }
}
