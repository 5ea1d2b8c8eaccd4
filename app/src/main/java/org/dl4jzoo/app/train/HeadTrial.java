package org.dl4jzoo.app.train;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.feature.FeatureExtractor;
import org.dl4jzoo.app.feature.Features;
import org.dl4jzoo.app.feature.FullBatch;
import org.dl4jzoo.app.learn.ClassifierRows;
import org.dl4jzoo.app.measure.Speed;
import org.dl4jzoo.app.regression.PenaltySearch;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.model.NetworkCut;

/**
 * A network before its training: what it would cost to use, and how well a classifier on its frozen
 * features tells the classes apart.
 */
public final class HeadTrial {

  private final TrainingStart start;
  private final ComputationGraph network;
  private final List<Example> images;

  HeadTrial(TrainingStart start, List<Example> images) {
    this.start = start;
    this.network = start.checkpoint().network();
    this.images = images;
    start.config().execution().install(network);
  }

  /** Bytes of its weights, with the classifier for the images' classes. */
  public long bytes() {
    return network.numParams() * Float.BYTES;
  }

  /** Median time of its answer to an image alone, measured here, in milliseconds. */
  public double milliseconds() {
    ModelCard card = start.checkpoint().card();
    try (Inference logits = card.logits(network)) {
      return Speed.ofOneImage(logits, card.options().image());
    }
  }

  /**
   * Cross-validates a classifier on its features: the one that the head phase fits, with the
   * strength of L2 that it would choose. The features stay where that phase looks for them.
   *
   * @return of each image that could be read, whether it was right
   * @throws UsageException if none could be read
   */
  public PenaltySearch.Choice crossValidate(Progress progress) {
    ComputationGraph backbone = NetworkCut.before(Phase.CLASSIFIER, network).backbone();
    TrainingData data = start.data();
    FeatureExtractor extractor = PhaseBatches.extractorToFit(backbone, data);
    Features features =
        extractor.extract(images, data.countToFit(), () -> false, progress).orElseThrow();
    if (features.examples().isEmpty()) {
      throw new UsageException(
          "no training image of %s can be read".formatted(data.images().source()));
    }
    try (Batch all = new FullBatch(features, data.classes().size()).epoch(0).iterator().next();
        ClassifierRows rows =
            ClassifierRows.of(all.images(), all.labels(), start.config().classWeights())) {
      return PenaltySearch.of(rows.rows());
    }
  }
}
