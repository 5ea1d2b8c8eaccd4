package org.dl4jzoo.app.run;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.weights.PretrainedModel;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * A network that tells classes apart, of a run or with published weights.
 *
 * @param model the network's name
 * @param network whose first output is a softmax [N,K]
 * @param labels the classes, in the order of the outputs
 * @param preprocessing what is done to an image before the network sees it
 */
public record Classifier(
    String model, ComputationGraph network, List<String> labels, Preprocessing preprocessing) {

  /** Copies the list. */
  public Classifier {
    labels = List.copyOf(labels);
  }

  public static Classifier of(TrainedModel trained) {
    return new Classifier(
        trained.config().model(), trained.network(), trained.labels(), trained.preprocessing());
  }

  /** The network of a checkpoint, which says itself how it is to be used. */
  public static Classifier of(CheckpointWeights weights) {
    ModelCard card = weights.card();
    return new Classifier(
        card.model(),
        Checkpoint.read(weights.file()).network(),
        card.labels(),
        card.preprocessing());
  }

  public static Classifier of(PretrainedModel pretrained) {
    return new Classifier(
        pretrained.info().model(),
        pretrained.network(),
        pretrained.info().classes(),
        pretrained.preprocessing());
  }
}
