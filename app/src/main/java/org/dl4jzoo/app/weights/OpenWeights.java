package org.dl4jzoo.app.weights;

import java.nio.file.Path;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * A file of weights that was opened and recognised once, and stays open until it is closed: what is
 * looked at, hashed and loaded are the same bytes, even if another file takes its place meanwhile.
 *
 * @param file where it is
 * @param content the tensors, as weights of a network
 * @param info what is known of it
 */
public record OpenWeights(Path file, PretrainedWeights content, WeightsInfo info)
    implements LoadableWeights {

  /**
   * Opens a file that somebody gives, and finds out what is known of it.
   *
   * @throws InvalidWeightsException if it isn't weights of the network
   */
  public static OpenWeights open(Path file, Architecture architecture) {
    return open(file, architecture, WeightFile::open);
  }

  /** The same, opened by somebody else. */
  static OpenWeights open(Path file, Architecture architecture, Function<Path, WeightFile> opener) {
    PretrainedWeights content = PretrainedWeights.of(opener.apply(file), architecture);
    try {
      return new OpenWeights(file, content, WeightFileInfo.of(file, content, architecture));
    } catch (RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /**
   * Opens a file that everything is known of.
   *
   * @throws InvalidWeightsException if it isn't weights of the network
   */
  static OpenWeights open(LocatedWeights located, Architecture architecture) {
    PretrainedWeights content = PretrainedWeights.open(located.file(), architecture);
    return new OpenWeights(located.file(), content, located.info());
  }

  @Override
  public ModelOptions options() {
    return content.options();
  }

  @Override
  public void load(ComputationGraph network, boolean withClassifier) {
    content.load(network, withClassifier);
  }

  @Override
  public void close() {
    content.close();
  }
}
