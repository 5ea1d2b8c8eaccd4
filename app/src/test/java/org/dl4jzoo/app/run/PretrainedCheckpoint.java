package org.dl4jzoo.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A checkpoint to begin with: a narrow MobileNetV2 with running statistics that matter. */
public final class PretrainedCheckpoint {

  /** Its width. */
  public static final double ALPHA = 0.35;

  /** Height and width of its images. */
  public static final int SIZE = 32;

  private PretrainedCheckpoint() {}

  /** Writes one for these classes; returns the file. */
  public static Path write(Path file, String... labels) {
    ModelOptions options =
        new ModelOptions(
            ImageShape.rgb(SIZE),
            labels.length,
            true,
            FeaturePooling.NONE,
            null,
            PaddingStyle.TF,
            ALPHA,
            null,
            false);
    ComputationGraph network =
        Models.network(Models.named("mobilenetv2"), options, Execution.on(Engine.fastest()), 1);
    Random random = new Random(1);
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      if (parameter.getKey().endsWith("_var")) {
        vary(parameter.getValue(), random, 0.5);
      } else if (parameter.getKey().endsWith("_mean")) {
        vary(parameter.getValue(), random, -0.5);
      }
    }
    ModelCard card =
        new ModelCard(
            "mobilenetv2",
            options,
            new Preprocessing(SIZE, SIZE, 3, Resize.SQUASH, Scale.TF),
            List.of(labels),
            null,
            null);
    new Checkpoint(network, TrainingState.start(), card).write(file);
    return file;
  }

  private static void vary(INDArray values, Random random, double lowest) {
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, lowest + random.nextDouble());
    }
  }
}
