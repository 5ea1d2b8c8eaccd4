package org.dl4jzoo.app.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.weights.InputTerms;
import org.dl4jzoo.app.weights.LoadableWeights;
import org.dl4jzoo.app.weights.WeightFileInfo;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A checkpoint of a run as weights to begin with.
 *
 * @param file the checkpoint
 * @param card what it says of its network
 */
public record CheckpointWeights(Path file, ModelCard card) implements LoadableWeights {

  /** Whether a value of {@code --weights} names a checkpoint. */
  public static boolean isOne(String weights) {
    return weights.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Looks at a checkpoint.
   *
   * @param model the network it must be of, by its registry name
   * @throws UsageException if it can't be read, or is of another network
   */
  public static CheckpointWeights open(Path file, String model) {
    ModelCard card = Checkpoint.readCard(file);
    if (!card.model().equals(model)) {
      throw new UsageException(
          "%s holds a %s, but model is %s".formatted(file, card.model(), model));
    }
    return new CheckpointWeights(file, card);
  }

  /** What is known of them as weights; computes the file's hash. */
  @Override
  public WeightsInfo info() {
    return new WeightsInfo(
        card.model(),
        file.getFileName().toString(),
        card.source(file.toString()),
        WeightFileInfo.sha256(file),
        card.preprocessing().height(),
        InputTerms.scale(card.preprocessing().scale()),
        InputTerms.resize(card.preprocessing().resize()),
        card.labels(),
        null,
        null);
  }

  /**
   * Copies them into a network, vertex by vertex.
   *
   * @param withClassifier false to leave the network's own
   * @throws UsageException if a parameter is missing or of another shape; names it
   */
  @Override
  public void load(ComputationGraph network, boolean withClassifier) {
    Map<String, INDArray> from = Checkpoint.read(file).network().paramTable();
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      if (withClassifier || !isOfClassifier(parameter.getKey(), network)) {
        copy(from.get(parameter.getKey()), parameter.getKey(), parameter.getValue());
      }
    }
  }

  @Override
  public ModelOptions options() {
    return card.options();
  }

  /** A checkpoint is open only while it is read. */
  @Override
  public void close() {}

  private static boolean isOfClassifier(String parameter, ComputationGraph network) {
    String vertex = parameter.substring(0, parameter.lastIndexOf('_'));
    return network.getConfiguration().getNetworkOutputs().contains(vertex);
  }

  private void copy(INDArray values, String name, INDArray target) {
    if (values == null || !values.equalShapes(target)) {
      throw new UsageException(
          "%s doesn't fit the network: parameter %s must be %s; got %s"
              .formatted(
                  file,
                  name,
                  target.shapeInfoToString(),
                  values == null ? "none, as with engine stock" : values.shapeInfoToString()));
    }
    target.assign(values);
  }
}
