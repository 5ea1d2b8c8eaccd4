package org.dl4jzoo.app.train;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dl4jzoo.app.feature.BackboneBatches;
import org.dl4jzoo.app.feature.FeatureBatches;
import org.dl4jzoo.app.feature.FeatureExtractor;
import org.dl4jzoo.app.feature.Features;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.split.Subset;

/**
 * What goes into the trained part of a network in a phase: images, or what its frozen backbone
 * makes of them.
 *
 * @param training to train on
 * @param validation to validate with
 */
record PhaseData(BatchSource training, BatchSource validation) implements AutoCloseable {

  /**
   * Prepares a phase. If the classifier alone is trained, the backbone's features of all images are
   * computed now, unless they are on disk already.
   *
   * @param stop asked while it goes on
   * @return empty if it was told to stop
   */
  static Optional<PhaseData> of(
      Phase phase,
      TrainedPart trained,
      TrainingData data,
      BooleanSupplier stop,
      Progress progress) {
    if (trained.backbone() == null) {
      return Optional.of(new PhaseData(data.training(), data.validation()));
    }
    if (phase.trainsClassifierOnly()) {
      FeatureExtractor extractor = extractor(trained, data);
      if (fitsMemory(extractor, data)) {
        return features(extractor, data, stop, progress);
      }
    }
    return Optional.of(
        new PhaseData(
            new BackboneBatches(trained.backbone(), data.training()),
            new BackboneBatches(trained.backbone(), data.validation())));
  }

  private static FeatureExtractor extractor(TrainedPart trained, TrainingData data) {
    TrainConfig config = data.config();
    String network =
        "%s alpha %s blocks %s padding %s engine %s"
            .formatted(
                config.model(), config.alpha(), config.blocks(), config.padding(), config.engine());
    return new FeatureExtractor(trained.backbone(), network, data.views(), CacheFolder.standard());
  }

  private static boolean fitsMemory(FeatureExtractor extractor, TrainingData data) {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    long images = data.split().examples(Subset.TRAIN).size();
    return images * data.viewsOfTraining() * extractor.length() * Float.BYTES < free / 2;
  }

  private static Optional<PhaseData> features(
      FeatureExtractor extractor, TrainingData data, BooleanSupplier stop, Progress progress) {
    List<Example> training = data.split().examples(Subset.TRAIN);
    List<Example> validation = data.split().examples(Subset.VALIDATION);
    Optional<Features> ofValidation = extractor.extract(validation, 1, stop, progress);
    Optional<Features> ofTraining =
        ofValidation.flatMap(
            done -> extractor.extract(training, data.viewsOfTraining(), stop, progress));
    int classes = data.classes().size();
    int batch = data.config().batchSize();
    return ofTraining.map(
        features ->
            new PhaseData(
                FeatureBatches.shuffled(features, classes, batch, data.config().seed()),
                FeatureBatches.inOrder(ofValidation.get(), classes, batch)));
  }

  @Override
  public void close() {
    training.close();
    validation.close();
  }
}
