package org.dl4jzoo.app.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * A file of weights that was opened and recognised once, and stays open until it is closed: what is
 * looked at, hashed and loaded are the same bytes, even if another file takes its place meanwhile.
 */
public final class OpenWeights extends TrainedWeights {

  private final PretrainedWeights content;

  private OpenWeights(Path file, ModelCard card, PretrainedWeights content) {
    super(file, card);
    this.content = content;
  }

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
    return of(file, content, () -> WeightFileInfo.of(file, content, architecture));
  }

  /**
   * Opens a file that everything is known of.
   *
   * @throws InvalidWeightsException if it isn't weights of the network
   */
  static OpenWeights open(LocatedWeights located, Architecture architecture) {
    PretrainedWeights content = PretrainedWeights.open(located.file(), architecture);
    return of(located.file(), content, located::info);
  }

  private static OpenWeights of(
      Path file, PretrainedWeights content, Supplier<WeightsInfo> description) {
    try {
      WeightsInfo info = description.get();
      ModelCard card = ModelCard.of(info, content.options(), info.imageSize());
      return new OpenWeights(file, card, content);
    } catch (RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /** The tensors, as weights of a network. */
  public PretrainedWeights content() {
    return content;
  }

  @Override
  public WeightsInfo info() {
    return card().weights();
  }

  @Override
  public List<String> notes() {
    return content.notes();
  }

  /** As all published weights were. */
  @Override
  public boolean trainedOnCrops() {
    return true;
  }

  @Override
  public OpenWeights forImages(int size) {
    return new OpenWeights(file(), ModelCard.of(info(), content.options(), size), content);
  }

  @Override
  public ComputationGraph classifier(Engine engine) {
    if (!content.options().includeTop()) {
      throw new UsageException(
          "%s has no classifier; zoo features makes features with it".formatted(file()));
    }
    ComputationGraph network = build(card().options(), engine);
    load(network, true);
    return network;
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
