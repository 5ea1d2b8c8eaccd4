package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.data.batch.GrowingSize;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.batch.NoBatches;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.data.split.Folds;
import org.dl4jzoo.data.split.Split;

/**
 * The images of a training.
 *
 * @param images all of them, with the classes of the training
 * @param split which of them are for what
 * @param preprocessing how they become the network's input
 * @param config how they are read
 */
public record TrainingData(
    LabelledImages images, Split split, Preprocessing preprocessing, TrainConfig config) {

  /**
   * Splits images anew.
   *
   * @param scale how bytes become the network's input
   * @throws UsageException if the images can't be split
   */
  static TrainingData of(TrainConfig config, Scale scale, LabelledImages images) {
    return of(config, scale, images, split(config, images));
  }

  /** The same of images that were split before. */
  static TrainingData of(TrainConfig config, Scale scale, LabelledImages images, Split split) {
    Preprocessing preprocessing =
        new Preprocessing(
            config.imageSize(), config.imageSize(), config.channels(), config.resize(), scale);
    return checked(new TrainingData(images, split, preprocessing, config));
  }

  /**
   * Splits images anew; which network is trained doesn't matter.
   *
   * @throws UsageException if the images can't be split
   */
  static Split split(TrainConfig config, LabelledImages images) {
    if (config.split() != null && !images.examples(Subset.VALIDATION).isEmpty()) {
      throw new UsageException(
          "split can't be set for images that have their own; got %s for %s"
              .formatted(config.split(), images.source()));
    }
    if (config.folds() == null) {
      return Split.of(images, config.splitting());
    }
    Folds folds = new Folds(config.folds());
    return config.fold() == null
        ? folds.all(images, config.splitting())
        : folds.of(images, config.splitting(), config.fold());
  }

  /**
   * Splits and reads images as an earlier run did.
   *
   * @param images labelled as its network labels
   * @throws UsageException if a class is gone, or a batch has more images than there are to train
   *     on
   * @throws org.dl4jzoo.data.InvalidDataException if images of the run are gone or have changed
   */
  static TrainingData of(
      TrainConfig config, Preprocessing earlier, LabelledImages images, Path splitCsv) {
    List<String> gone = images.emptyClasses();
    if (!gone.isEmpty()) {
      throw new UsageException(
          "%s must have the classes of the run; it lacks %s"
              .formatted(images.source(), String.join(", ", gone)));
    }
    Split split = Split.read(splitCsv, images);
    TrainingData data = checked(new TrainingData(images, split, earlier, config));
    data.checkBatch();
    return data;
  }

  /**
   * Checks that a batch can be filled, in each fold of a cross-validation too.
   *
   * @throws UsageException if it has more images than there are to train on
   */
  void checkBatch() {
    int most = fewestToTrain();
    Integer batch = config.batchSize();
    if (batch != null && batch > most) {
      throw new UsageException(
          "batch-size must be at most the %s of %s; got %d"
              .formatted(wordsOfFewest(), images.source(), batch));
    }
  }

  private static TrainingData checked(TrainingData data) {
    if (!data.config.crossValidates() && !data.hasValidation()) {
      throw new UsageException(
          "%s has too few images to keep some for validation".formatted(data.images.source()));
    }
    return data;
  }

  /** What the user should know of the split, a sentence each. */
  List<String> remarks() {
    return split.remarks();
  }

  /** The same read with other settings. */
  TrainingData with(TrainConfig newConfig) {
    return new TrainingData(images, split, preprocessing, newConfig);
  }

  /** Training images of all classes. */
  int countOfTraining() {
    return split.examples(Subset.TRAIN).size();
  }

  /**
   * Training images of the smallest fold of a cross-validation, else all: what decides the batch
   * and the length, so that all folds, alone or not, and the training after them are alike.
   */
  int fewestToTrain() {
    return split.fewestToTrain();
  }

  /** Training images of the largest training: that after the folds has those of all of them. */
  int mostToTrain() {
    return countOfTraining()
        + (config.folds() == null ? 0 : split.examples(Subset.VALIDATION).size());
  }

  /** The smallest training's images, as people say it. */
  String wordsOfFewest() {
    String count = Amount.of(fewestToTrain(), "training image");
    return config.folds() == null ? count : count + " of a fold";
  }

  /** Training images of each class. */
  int[] countsOfTraining() {
    int[] counts = new int[classes().size()];
    split.examples(Subset.TRAIN).forEach(example -> counts[example.label()]++);
    return counts;
  }

  List<String> classes() {
    return images.classes();
  }

  /** The training images: shuffled, varied, kept for the next epoch. */
  ImageBatches training() {
    return new ImageBatches(
        split.examples(Subset.TRAIN),
        settings(config.augment(), config.erase(), growing(), true, config.cache()));
  }

  /** Null for images of one size. */
  private GrowingSize growing() {
    return config.startSize() == null ? null : new GrowingSize(config.startSize(), config.epochs());
  }

  /** About how long an epoch takes by its number, counted from 1, against one of full images. */
  double lengthOf(int epoch) {
    GrowingSize growing = growing();
    return growing == null ? 1 : growing.area(epoch - 1, preprocessing.height());
  }

  boolean hasValidation() {
    return !split.examples(Subset.VALIDATION).isEmpty();
  }

  /** The validation images, if there are any: in order, as they are, kept for the next epoch. */
  BatchSource validation() {
    return hasValidation() ? inOrder(Subset.VALIDATION, config.cache()) : new NoBatches();
  }

  /** The images of a subset, to be read once: in order, as they are. */
  ImageBatches readOnce(Subset subset) {
    return inOrder(subset, CacheMode.NONE);
  }

  /** The fixed variations of images that features are computed of. */
  ImageViews views() {
    return new ImageViews(preprocessing, config.augment());
  }

  /** How many variations of each training image there are. */
  int viewsOfTraining() {
    return config.augment() == Augmentation.OFF ? 1 : config.views();
  }

  /** Images as they are, and mirrored: what a classifier is fitted to. */
  ImageViews viewsToFit() {
    return new ImageViews(preprocessing, Augmentation.OFF);
  }

  /** How many views of each training image a classifier is fitted to. */
  int countToFit() {
    return config.augment() == Augmentation.OFF ? 1 : 2;
  }

  boolean hasTest() {
    return !split.examples(Subset.TEST).isEmpty();
  }

  /** All images, with the subset that each is in. */
  List<ReviewedImage> reviewed() {
    return ReviewedImage.of(split);
  }

  private ImageBatches inOrder(Subset subset, CacheMode cache) {
    return new ImageBatches(
        split.examples(subset), settings(Augmentation.OFF, 0, null, false, cache));
  }

  private BatchSettings settings(
      Augmentation augmentation,
      double erase,
      GrowingSize growing,
      boolean shuffle,
      CacheMode cache) {
    return new BatchSettings(
        preprocessing,
        classes().size(),
        config.batchSize(),
        augmentation,
        erase,
        growing,
        shuffle,
        config.seed(),
        config.threads(),
        cache,
        CacheFolder.standard());
  }
}
