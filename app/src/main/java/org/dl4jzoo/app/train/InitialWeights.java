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
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.weights.LocatedWeights;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/** What the network of a training begins with, if not with random weights. */
public final class InitialWeights {

  /** Puts values into a network. */
  private interface Values {

    void load(ComputationGraph network, boolean withClassifier);
  }

  private final String file;
  private final WeightsInfo info;
  private final ModelOptions options;
  private final int finetuningSize;
  private final Values values;

  private InitialWeights(
      String file, WeightsInfo info, ModelOptions options, int finetuningSize, Values values) {
    this.file = file;
    this.info = info;
    this.options = options;
    this.finetuningSize = finetuningSize;
    this.values = values;
  }

  /** Random weights. */
  public static InitialWeights none() {
    return new InitialWeights(TrainConfig.NONE, null, null, 0, (network, withClassifier) -> {});
  }

  /**
   * What a value of {@code --weights} means for a network; downloaded if it has to be.
   *
   * @throws UsageException or InvalidWeightsException if there is no such file, or it is not
   *     weights of this network
   */
  public static InitialWeights of(String value, String model, ProgressDisplay display) {
    Architecture architecture = Models.named(model);
    if (CheckpointWeights.isOne(value)) {
      return of(CheckpointWeights.open(Path.of(value), architecture.info().name()));
    }
    return WeightChoice.resolve(value, architecture, display)
        .map(located -> of(located, architecture))
        .orElseGet(InitialWeights::none);
  }

  private static InitialWeights of(CheckpointWeights weights) {
    WeightsInfo info = weights.info();
    return new InitialWeights(
        weights.file().toString(), info, weights.card().options(), info.imageSize(), weights::load);
  }

  private static InitialWeights of(LocatedWeights located, Architecture architecture) {
    Path file = located.file();
    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      return new InitialWeights(
          file.toString(),
          located.info(),
          weights.options(),
          finetuningSize(located.info().imageSize(), architecture),
          (network, withClassifier) -> load(file, architecture, network, withClassifier));
    }
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

  private static void load(
      Path file, Architecture architecture, ComputationGraph network, boolean withClassifier) {
    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      weights.load(network, withClassifier);
    }
  }

  /** What is known of them; null for random weights. */
  WeightsInfo info() {
    return info;
  }

  /** How bytes become the network's input. */
  Scale scale() {
    return info == null ? Scale.UNIT : Scale.valueOf(info.scale().name());
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
                  file,
                  asked.toString().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Puts the weights into a network. Its classifier keeps what it has, unless the weights are for
   * the same classes.
   */
  void load(ComputationGraph network, List<String> classes) {
    values.load(network, info != null && info.classes().equals(classes));
  }
}
