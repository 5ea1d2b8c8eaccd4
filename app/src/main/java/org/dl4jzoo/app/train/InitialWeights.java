package org.dl4jzoo.app.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.KeptTemperature;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What the network of a training begins with. A file of weights is opened once and stays open until
 * this is closed.
 */
public final class InitialWeights implements AutoCloseable {

  /** Null for random weights. */
  private final TrainedWeights weights;

  private InitialWeights(TrainedWeights weights) {
    this.weights = weights;
  }

  /** Random weights. */
  public static InitialWeights none() {
    return new InitialWeights(null);
  }

  /**
   * Opens what a value of {@code --weights} means for a network; it is downloaded if it has to be.
   *
   * @throws UsageException or InvalidWeightsException if there is no such file, or it is not
   *     weights of this network
   */
  public static InitialWeights of(String value, String model, ProgressDisplay display) {
    Optional<TrainedWeights> weights = WeightChoice.open(value, Models.named(model), display);
    weights.ifPresent(opened -> tell(opened, display));
    return weights.map(InitialWeights::new).orElseGet(InitialWeights::none);
  }

  private static void tell(TrainedWeights weights, ProgressDisplay display) {
    weights.notes().forEach(display::line);
    KeptTemperature.tellLeft(weights.card(), weights.file(), display::line);
  }

  /** What is known of them; null for random weights. */
  WeightsInfo info() {
    return weights == null ? null : weights.info();
  }

  /** How bytes become the network's input. */
  Scale scale() {
    return weights == null ? Scale.UNIT : weights.card().preprocessing().scale();
  }

  /**
   * Fills in the settings that the weights decide and nothing else has: image size and channels,
   * resize, padding, width and depth.
   *
   * @throws UsageException if a setting without which they don't work has another value
   */
  public void complete(Map<String, Object> settings) {
    if (weights == null) {
      return;
    }
    Preprocessing preprocessing = weights.card().preprocessing();
    settings.putIfAbsent("resize", preprocessing.resize().name().toLowerCase(Locale.ROOT));
    settings.putIfAbsent("image-size", preprocessing.height());
    need(settings, "channels", preprocessing.channels());
    ModelOptions options = weights.card().options();
    need(settings, "padding", options.padding());
    need(settings, "alpha", options.alpha());
    need(settings, "blocks", options.blocks());
  }

  /** The same, with the layers that are worth training for other classes. */
  public void completeForFinetuning(Map<String, Object> settings) {
    if (weights != null && weights.trainedOnCrops()) {
      unfrozen(weights.card().net()).ifPresent(stage -> settings.putIfAbsent("unfreeze", stage));
    }
    complete(settings);
  }

  /**
   * What layers of large maps see of images, as edges and textures, is much the same in all of
   * them. They take most of a training's time, and of few images they learn no more by it
   * (docs/recipes.md). It was tried with networks that average their last map.
   */
  private static Optional<String> unfrozen(Net net) {
    return net.averagesLastMap() ? NetworkCut.stageOfSmallMaps(net) : Optional.empty();
  }

  private void need(Map<String, Object> settings, String name, Object needed) {
    if (needed == null) {
      return;
    }
    Object asked = settings.putIfAbsent(name, needed);
    if (asked != null && !Objects.equals(asked, needed)) {
      throw new UsageException(
          "%s must be %s for the weights %s; got %s"
              .formatted(
                  name,
                  needed.toString().toLowerCase(Locale.ROOT),
                  weights.file(),
                  asked.toString().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Puts the weights into a network. Its classifier keeps what it has, unless the weights are for
   * the same classes.
   */
  void load(ComputationGraph network, List<String> classes) {
    if (weights != null) {
      weights.load(network, weights.card().labels().equals(classes));
    }
  }

  @Override
  public void close() {
    if (weights != null) {
      weights.close();
    }
  }
}
