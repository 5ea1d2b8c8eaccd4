package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.net.ImageShape;

/**
 * A network of a run folder, with what is needed to use it.
 *
 * @param config the settings it was trained with
 * @param network the network of the checkpoint
 * @param labels the classes, in the order of the classifier's outputs
 * @param preprocessing what is done to an image before the network sees it
 */
public record TrainedModel(
    TrainConfig config,
    ComputationGraph network,
    List<String> labels,
    Preprocessing preprocessing) {

  /** Copies the list. */
  public TrainedModel {
    labels = List.copyOf(labels);
  }

  /**
   * Reads a run folder; the engine and the backend are chosen before.
   *
   * @throws UsageException if a file is missing or damaged, or two of them do not belong together
   */
  public static TrainedModel open(RunFolder run, CheckpointChoice which) {
    TrainConfig config = run.readConfig();
    List<String> labels = readLabels(run.labels());
    Preprocessing preprocessing = readPreprocessing(run, config);
    Path file = which.of(run);
    Checkpoint checkpoint = Checkpoint.read(file);
    String model = checkpoint.state().model();
    if (!model.equals(config.model())) {
      throw new UsageException(
          "%s is a checkpoint of %s; %s says %s"
              .formatted(file, model, run.config(), config.model()));
    }
    long outputs = outputs(checkpoint.network());
    if (outputs != labels.size()) {
      throw new UsageException(
          "%s names %d classes; the classifier of %s has %d"
              .formatted(run.labels(), labels.size(), file, outputs));
    }
    return new TrainedModel(config, checkpoint.network(), labels, preprocessing);
  }

  private static List<String> readLabels(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no %s, which names the classes".formatted(file));
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  private static Preprocessing readPreprocessing(RunFolder run, TrainConfig config) {
    Preprocessing preprocessing = Preprocessing.read(run.preprocessing());
    ImageShape shape =
        new ImageShape(preprocessing.height(), preprocessing.width(), preprocessing.channels());
    ImageShape trained = new ImageShape(config.imageSize(), config.imageSize(), config.channels());
    if (!shape.equals(trained)) {
      throw new UsageException(
          "%s makes images of %s; %s says %s"
              .formatted(run.preprocessing(), shape, run.config(), trained));
    }
    return preprocessing;
  }

  private static long outputs(ComputationGraph network) {
    Layer classifier = network.getOutputLayer(0).conf().getLayer();
    return ((FeedForwardLayer) classifier).getNOut();
  }
}
