package org.dl4jzoo.app;

import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.CheckpointChoice;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Option;

/**
 * The flags that say which network a command uses: one of a run, or one with the weights of a file.
 */
final class NetworkFlags {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The network to use with --weights, where no run is given.")
  private String model;

  @Option(
      names = "--weights",
      paramLabel = "imagenet|NAME|FILE",
      description =
          "The weights of --model: a published name, downloaded once (zoo weights lists them), a"
              + " file of weights, or a run or one of its checkpoints (default: imagenet).")
  private String weights;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Height and width of the images for --model (default: those of the weights).")
  private Integer imageSize;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description =
          "Which checkpoint of the run: the one with the best validation result, or the last"
              + " (default: ${DEFAULT-VALUE}).")
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

  /** The name of that network; null for a run's. */
  String model() {
    return model;
  }

  /**
   * Opens its weights.
   *
   * @param run the run whose network it is; null for one of {@code --model}
   */
  TrainedWeights open(RunFolder run, Progress progress) {
    if (run != null) {
      return CheckpointWeights.open(checkpoint.of(run));
    }
    TrainedWeights opened =
        WeightChoice.open(
                weights == null ? WeightChoice.IMAGENET : weights, Models.named(model), progress)
            .orElseThrow(
                () -> new UsageException("weights must be a name or a file here; got none"));
    return imageSize == null ? opened : opened.forImages(imageSize);
  }
}
