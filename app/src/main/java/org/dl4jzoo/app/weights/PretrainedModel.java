package org.dl4jzoo.app.weights;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
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
    return new Opening(model, weights, imageSize, progress).open(FeaturePooling.NONE);
  }

  /**
   * The network up to its last feature map, whose mean or maximum is its output [N,C].
   *
   * @param pooling {@code AVG} or {@code MAX}
   */
  public static PretrainedModel features(
      String model, String weights, Integer imageSize, FeaturePooling pooling, Progress progress) {
    return new Opening(model, weights, imageSize, progress).open(pooling);
  }

  /** Builds a network of random weights. */
  public static ComputationGraph build(Architecture architecture, ModelOptions options) {
    return Models.network(architecture, options, Execution.on(Engine.fastest()), 0);
  }

  /** The options of the same network without classifier. */
  public static ModelOptions withoutTop(ModelOptions options, FeaturePooling pooling) {
    return options.withIncludeTop(false).withPooling(pooling).withAuxiliaryHeads(false);
  }

  /** What is asked for. */
  private record Opening(String model, String weights, Integer imageSize, Progress progress) {

    PretrainedModel open(FeaturePooling pooling) {
      Architecture architecture = Models.named(model);
      try (OpenWeights opened =
          WeightChoice.open(weights, architecture, progress)
              .orElseThrow(
                  () -> new UsageException("weights must be a name or a file here; got none"))) {
        return build(architecture, opened, pooling);
      }
    }

    private PretrainedModel build(
        Architecture architecture, OpenWeights opened, FeaturePooling pooling) {
      boolean classifier = pooling == FeaturePooling.NONE;
      if (classifier && !opened.options().includeTop()) {
        throw new UsageException(
            "%s has no classifier; zoo features makes features with it".formatted(opened.file()));
      }
      int channels = opened.options().image().channels();
      int size = imageSize == null ? opened.info().imageSize() : imageSize;
      ModelOptions sized = opened.options().withImage(new ImageShape(size, size, channels));
      ModelOptions options = classifier ? sized : withoutTop(sized, pooling);
      ComputationGraph network = PretrainedModel.build(architecture, options);
      opened.load(network, classifier);
      Preprocessing preprocessing = InputTerms.preprocessing(opened.info(), size, channels);
      return new PretrainedModel(network, options, preprocessing, opened.info());
    }
  }
}
