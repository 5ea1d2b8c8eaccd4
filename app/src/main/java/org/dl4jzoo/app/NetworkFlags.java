package org.dl4jzoo.app;

import java.nio.file.Path;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.CheckpointChoice;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.Classifier;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedModel;
import org.dl4jzoo.app.weights.PretrainedModel;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Option;

/** The flags that say which network a command uses: one of a run, or one with published weights. */
final class NetworkFlags {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "A network with pretrained weights instead of a run's.")
  private String model;

  @Option(
      names = "--weights",
      paramLabel = "imagenet|NAME|FILE",
      description =
          "Its weights: a published name, downloaded once (zoo weights lists them), a file, or a"
              + " checkpoint of a run (default: imagenet).")
  private String weights;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Height and width of its images (default: what the weights were made for).")
  private Integer imageSize;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description = "Which network of a run (default: ${DEFAULT-VALUE}).")
  private CheckpointChoice checkpoint;

  /** Whether published weights are asked for and not a run. */
  boolean pretrained() {
    if (model == null && (weights != null || imageSize != null)) {
      throw new UsageException(
          (weights != null ? "--weights" : "--image-size")
              + " needs --model with a network's name");
    }
    return model != null;
  }

  String model() {
    return model;
  }

  /** The value of {@code --weights}. */
  String weights() {
    return weights == null ? "imagenet" : weights;
  }

  Integer imageSize() {
    return imageSize;
  }

  CheckpointChoice checkpoint() {
    return checkpoint;
  }

  /**
   * The network; the backend is chosen before.
   *
   * @param run null for one with published weights
   * @param engine what computes its layers
   */
  Classifier open(Path run, Engine engine, Progress progress) {
    Classifier classifier = open(run, progress);
    Execution.on(engine).install(classifier.network());
    return classifier;
  }

  private Classifier open(Path run, Progress progress) {
    if (run != null) {
      return Classifier.of(TrainedModel.open(RunFolder.open(run), checkpoint));
    }
    return namesCheckpoint()
        ? Classifier.of(checkpointWeights())
        : Classifier.of(PretrainedModel.classifier(model, weights(), imageSize, progress));
  }

  /** Whether the weights are a checkpoint of a run. */
  boolean namesCheckpoint() {
    return CheckpointWeights.isOne(weights());
  }

  /** That checkpoint. */
  CheckpointWeights checkpointWeights() {
    CheckpointWeights opened =
        CheckpointWeights.open(Path.of(weights()), Models.named(model).info().name());
    int trained = opened.card().preprocessing().height();
    if (imageSize != null && imageSize != trained) {
      throw new UsageException(
          "image-size must be %d for %s; got %d".formatted(trained, opened.file(), imageSize));
    }
    return opened;
  }
}
