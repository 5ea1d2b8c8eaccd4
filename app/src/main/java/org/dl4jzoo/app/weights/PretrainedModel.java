package org.dl4jzoo.app.weights;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ImageShape;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.Pooling;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * A network with pretrained weights, ready to use.
 *
 * @param network the network
 * @param options its options, as the weights need them
 * @param preprocessing what is done to an image before the network sees it
 * @param info what is known of the weights, the names of their classes included
 */
public record PretrainedModel(
    ComputationGraph network, ModelOptions options, Preprocessing preprocessing, WeightsInfo info) {

  /**
   * A classifier.
   *
   * @param weights as {@link WeightChoice} takes them
   * @param imageSize height and width in pixels; null for the weights' own
   * @throws UsageException if the weights have no classifier, or can't be downloaded
   * @throws org.dl4jzoo.zoo.weights.file.InvalidWeightsException if they aren't weights of the
   *     network
   */
  public static PretrainedModel classifier(
      String model, String weights, Integer imageSize, Progress progress) {
    return new Opening(model, weights, imageSize, progress).open(Pooling.NONE);
  }

  /**
   * The network up to its last feature map, whose mean or maximum is its output [N,C].
   *
   * @param pooling {@code AVG} or {@code MAX}
   */
  public static PretrainedModel features(
      String model, String weights, Integer imageSize, Pooling pooling, Progress progress) {
    return new Opening(model, weights, imageSize, progress).open(pooling);
  }

  /** Builds a network of random weights. */
  public static ComputationGraph build(Architecture architecture, ModelOptions options) {
    ComputationGraph network =
        new ComputationGraph(
            Models.configure(architecture, options, new NeuralNetConfiguration.Builder().seed(0)));
    network.init();
    return network;
  }

  /** The options of the same network without classifier. */
  public static ModelOptions withoutTop(ModelOptions options, Pooling pooling) {
    return new ModelOptions(
        options.image(),
        options.classes(),
        false,
        pooling,
        options.dropout(),
        options.padding(),
        options.alpha(),
        options.blocks(),
        false);
  }

  /** What is asked for. */
  private record Opening(String model, String weights, Integer imageSize, Progress progress) {

    PretrainedModel open(Pooling pooling) {
      Architecture architecture = Models.named(model);
      LocatedWeights located =
          WeightChoice.resolve(weights, architecture, progress)
              .orElseThrow(
                  () -> new UsageException("weights must be a name or a file here; got none"));
      WeightsInfo info = located.info();
      try (PretrainedWeights file = PretrainedWeights.open(located.file(), architecture)) {
        boolean classifier = pooling == Pooling.NONE;
        if (classifier && !file.options().includeTop()) {
          throw new UsageException(
              "%s has no classifier; zoo features makes features with it"
                  .formatted(located.file()));
        }
        int channels = file.options().image().channels();
        Preprocessing preprocessing = preprocessing(info, channels);
        ModelOptions sized =
            file.options()
                .withImage(new ImageShape(preprocessing.height(), preprocessing.width(), channels));
        ModelOptions options = classifier ? sized : withoutTop(sized, pooling);
        ComputationGraph network = build(architecture, options);
        file.load(network, classifier);
        return new PretrainedModel(network, options, preprocessing, info);
      }
    }

    private Preprocessing preprocessing(WeightsInfo info, int channels) {
      int size = imageSize == null ? info.imageSize() : imageSize;
      return new Preprocessing(
          size,
          size,
          channels,
          Resize.valueOf(info.resize().name()),
          Scale.valueOf(info.scale().name()));
    }
  }
}
