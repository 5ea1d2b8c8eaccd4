package org.dl4jzoo.app.train;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.feature.BackboneBatches;
import org.dl4jzoo.app.feature.BackboneKey;
import org.dl4jzoo.app.feature.FeatureBatches;
import org.dl4jzoo.app.feature.FeatureExtractor;
import org.dl4jzoo.app.feature.Features;
import org.dl4jzoo.app.feature.FullBatch;
import org.dl4jzoo.app.setting.ClassifierOptions;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.FreeHeap;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * The batches of a phase: images, or where the backbone is frozen, the features that it computes of
 * them.
 *
 * @param training to train on
 * @param validation to validate with
 */
record PhaseBatches(BatchSource training, BatchSource validation) implements AutoCloseable {

  /**
   * Opens the images of a phase. If the classifier alone is trained, this computes the backbone's
   * features of all images, unless they are on disk already.
   *
   * @param stop asked again and again while features are computed
   * @return empty if it said to stop
   */
  static Optional<PhaseBatches> of(
      Phase phase,
      PhaseNetwork network,
      TrainingData data,
      BooleanSupplier stop,
      Progress progress) {
    TrainingData ofPhase = data.with(phase.config());
    if (network.backbone() == null) {
      return Optional.of(new PhaseBatches(ofPhase.training(), ofPhase.validation()));
    }
    if (phase.fitsClassifier()) {
      return toFit(extractorToFit(network.backbone(), data), data, stop, progress);
    }
    if (phase.trainsClassifierOnly()) {
      FeatureExtractor extractor = extractor(network.backbone(), data, data.views());
      if (fitsMemory(extractor, data)) {
        return toTrain(extractor, data, stop, progress);
      }
    }
    return Optional.of(
        new PhaseBatches(
            throughBackbone(network, ofPhase.training()),
            throughBackbone(network, ofPhase.validation())));
  }

  private static BackboneBatches throughBackbone(PhaseNetwork network, BatchSource images) {
    return new BackboneBatches(Inference.part(network.backbone(), network.card()::net), images);
  }

  /**
   * What computes the features that a classifier is fitted to.
   *
   * @param backbone the network up to its classifier
   */
  static FeatureExtractor extractorToFit(ComputationGraph backbone, TrainingData data) {
    return extractor(backbone, data, data.viewsToFit());
  }

  private static FeatureExtractor extractor(
      ComputationGraph backbone, TrainingData data, ImageViews views) {
    TrainConfig config = data.config();
    BackboneKey key =
        new BackboneKey(
            config.model(), ClassifierOptions.of(config, data.classes().size()), config.engine());
    return new FeatureExtractor(backbone, key, views, CacheFolder.standard());
  }

  private static boolean fitsMemory(FeatureExtractor extractor, TrainingData data) {
    long images = data.countOfTraining();
    return images * data.viewsOfTraining() * extractor.length() * Float.BYTES
        < FreeHeap.bytes() / 2;
  }

  /** All images at once. */
  private static Optional<PhaseBatches> toFit(
      FeatureExtractor extractor, TrainingData data, BooleanSupplier stop, Progress progress) {
    return features(
        extractor,
        data,
        data.countToFit(),
        training -> new FullBatch(training, data.classes().size()),
        stop,
        progress);
  }

  private static Optional<PhaseBatches> toTrain(
      FeatureExtractor extractor, TrainingData data, BooleanSupplier stop, Progress progress) {
    TrainConfig config = data.config();
    return features(
        extractor,
        data,
        data.viewsOfTraining(),
        training ->
            FeatureBatches.shuffled(
                training, data.classes().size(), config.batchSize(), config.seed()),
        stop,
        progress);
  }

  private static Optional<PhaseBatches> features(
      FeatureExtractor extractor,
      TrainingData data,
      int views,
      Function<Features, BatchSource> batches,
      BooleanSupplier stop,
      Progress progress) {
    List<Example> training = data.split().examples(Subset.TRAIN);
    List<Example> validation = data.split().examples(Subset.VALIDATION);
    Optional<Features> ofValidation = extractor.extract(validation, 1, stop, progress);
    Optional<Features> ofTraining =
        ofValidation.flatMap(done -> extractor.extract(training, views, stop, progress));
    return ofTraining.map(
        features ->
            new PhaseBatches(
                batches.apply(features),
                FeatureBatches.inOrder(
                    ofValidation.get(), data.classes().size(), data.config().batchSize())));
  }

  @Override
  public void close() {
    training.close();
    validation.close();
  }
}
