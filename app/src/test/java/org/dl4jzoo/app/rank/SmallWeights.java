package org.dl4jzoo.app.rank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.weights.WeightExport;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files of a narrow MobileNetV2 without a classifier, with torchvision's names. */
public final class SmallWeights {

  private SmallWeights() {}

  /** Random weights, which see colours. */
  public static Path seeing(Path file, double alpha) throws IOException {
    return write(file, alpha, network(alpha));
  }

  /** Weights whose features are 0 whatever the image, so that a classifier can but guess. */
  public static Path blind(Path file, double alpha) throws IOException {
    ComputationGraph network = network(alpha);
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      if (parameter.getKey().startsWith("head") && !parameter.getKey().endsWith("var")) {
        parameter.getValue().assign(0);
      }
    }
    return write(file, alpha, network);
  }

  private static ComputationGraph network(double alpha) {
    return Models.network(
        Models.named("mobilenetv2"), options(alpha), Execution.on(Engine.fastest()), 1);
  }

  private static ModelOptions options(double alpha) {
    Architecture architecture = Models.named("mobilenetv2");
    return ModelOptions.of(architecture, 2).withAlpha(alpha).withIncludeTop(false);
  }

  private static Path write(Path file, double alpha, ComputationGraph network) throws IOException {
    WeightExport.write(
        network,
        Models.named("mobilenetv2"),
        options(alpha),
        NameScheme.TORCHVISION,
        Map.of("format", "pt"),
        file);
    return file;
  }
}
