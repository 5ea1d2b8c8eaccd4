package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.weights.InputTerms;
import org.dl4jzoo.app.weights.LoadableWeights;
import org.dl4jzoo.app.weights.OpenWeights;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What the network of a training begins with. A file of weights is opened once and stays open until
 * this is closed.
 */
public final class InitialWeights implements AutoCloseable {

  /** Null for random weights, as {@link #info} is. */
  private final LoadableWeights weights;

  private final WeightsInfo info;
  private final int finetuningSize;

  private InitialWeights(LoadableWeights weights, WeightsInfo info, int finetuningSize) {
    this.weights = weights;
    this.info = info;
    this.finetuningSize = finetuningSize;
  }

  /** Random weights. */
  public static InitialWeights none() {
    return new InitialWeights(null, null, 0);
  }

  /**
   * Opens what a value of {@code --weights} means for a network; it is downloaded if it has to be.
   *
   * @throws UsageException or InvalidWeightsException if there is no such file, or it is not
   *     weights of this network
   */
  public static InitialWeights of(String value, String model, ProgressDisplay display) {
    Architecture architecture = Models.named(model);
    if (CheckpointWeights.isOne(value)) {
      LoadableWeights checkpoint =
          CheckpointWeights.open(Path.of(value), architecture.info().name());
      WeightsInfo info = checkpoint.info();
      return new InitialWeights(checkpoint, info, info.imageSize());
    }
    return WeightChoice.open(value, architecture, display)
        .map(file -> of(file, architecture))
        .orElseGet(InitialWeights::none);
  }

  private static InitialWeights of(OpenWeights file, Architecture architecture) {
    int size = finetuningSize(file.info().imageSize(), architecture);
    return new InitialWeights(file, file.info(), size);
  }

  /**
   * Height and width to fine-tune at. Weights of the paper's size were trained on crops, in which
   * things are larger than in whole images: where the network takes any size, some more pixels make
   * up for that (Touvron et al. 2019, "Fixing the train-test resolution discrepancy").
   */
  private static int finetuningSize(int size, Architecture architecture) {
    boolean enlarged =
        size == architecture.info().image().height() && Models.averagesLastMap(architecture);
    return enlarged ? size * 9 / 7 : size;
  }

  /** What is known of them; null for random weights. */
  WeightsInfo info() {
    return info;
  }

  /** How bytes become the network's input. */
  Scale scale() {
    return info == null ? Scale.UNIT : InputTerms.scale(info.scale());
  }

  /**
   * Fills in the settings that the weights decide and nothing else has: image size and channels,
   * resize, padding, width and depth.
   *
   * @throws UsageException if a setting without which they don't work has another value
   */
  public void complete(Map<String, Object> settings) {
    if (info == null) {
      return;
    }
    settings.putIfAbsent("resize", info.resize().name().toLowerCase(Locale.ROOT));
    settings.putIfAbsent("image-size", info.imageSize());
    ModelOptions options = weights.options();
    need(settings, "channels", options.image().channels());
    need(settings, "padding", options.padding());
    need(settings, "alpha", options.alpha());
    need(settings, "blocks", options.blocks());
  }

  /** The same, with the image size that is best for other classes. */
  public void completeForFinetuning(Map<String, Object> settings) {
    if (info != null) {
      settings.putIfAbsent("image-size", finetuningSize);
    }
    complete(settings);
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
      weights.load(network, info.classes().equals(classes));
    }
  }

  @Override
  public void close() {
    if (weights != null) {
      weights.close();
    }
  }
}
