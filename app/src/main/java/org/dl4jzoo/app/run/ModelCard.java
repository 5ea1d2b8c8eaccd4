package org.dl4jzoo.app.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.evaluate.Scoring;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.setting.Setting;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What has to be known to use a network, or to train on with it. In a checkpoint it is {@code
 * model.json}, and it alone is believed: other files of a run folder that say the same are written
 * for people.
 *
 * @param model its registry name
 * @param options what shapes it
 * @param preprocessing what is done to an image before the network sees it
 * @param labels the classes, in the order of the classifier's outputs; none without a classifier
 * @param weights what the training began with, or the file's own weights where nobody trained on;
 *     null for random weights
 * @param data the images it was trained on, as {@code --data} takes them; null where that isn't
 *     known
 * @param folders classes by the names of the folders their images were in, where these were others
 * @param settings of its training, by their names and as people read them; none where they aren't
 *     known
 * @param temperature that its probabilities are shown at; null for those that it gives itself
 */
public record ModelCard(
    String model,
    ModelOptions options,
    Preprocessing preprocessing,
    List<String> labels,
    WeightsInfo weights,
    @JsonInclude(JsonInclude.Include.NON_NULL) String data,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> folders,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> settings,
    @JsonInclude(JsonInclude.Include.NON_NULL) Temperature temperature) {

  /** Checks that nothing is missing or contradicts something else, and copies the lists. */
  public ModelCard {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(preprocessing, "preprocessing");
    labels = List.copyOf(labels);
    folders = folders == null ? Map.of() : Map.copyOf(folders);
    settings =
        settings == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    ImageShape made =
        new ImageShape(preprocessing.height(), preprocessing.width(), preprocessing.channels());
    if (!made.equals(options.image())) {
      throw new IllegalArgumentException(
          "its preprocessing makes images of %s; its network takes %s"
              .formatted(made, options.image()));
    }
  }

  /** Prepares what reads cards; the first one is read faster then. */
  public static void prepareReading() {
    Checkpoint.JSON.readerFor(JsonNode.class);
    Checkpoint.JSON.readerFor(ModelCard.class);
  }

  /** A card of classes that are called as their folders were, and of unknown settings. */
  public ModelCard(
      String model,
      ModelOptions options,
      Preprocessing preprocessing,
      List<String> labels,
      WeightsInfo weights,
      String data) {
    this(model, options, preprocessing, labels, weights, data, Map.of(), Map.of(), null);
  }

  /**
   * The card of a network with the weights of a file.
   *
   * @param options the network as the weights fit it
   * @param size height and width of its images in pixels
   */
  public static ModelCard of(WeightsInfo weights, ModelOptions options, int size) {
    int channels = options.image().channels();
    return new ModelCard(
        weights.model(),
        options.withImage(new ImageShape(size, size, channels)),
        InputTerms.preprocessing(weights, size, channels),
        weights.classes(),
        weights,
        null);
  }

  /** The same with other names of the folders. */
  public ModelCard withFolders(Map<String, String> newFolders) {
    return new ModelCard(
        model, options, preprocessing, labels, weights, data, newFolders, settings, temperature);
  }

  /** The same, as a training with these settings goes on: its weights change, so no temperature. */
  public ModelCard trainedWith(TrainConfig config) {
    Map<String, String> newSettings = new LinkedHashMap<>();
    Setting.toWritten(config)
        .forEach((name, value) -> newSettings.put(name, String.valueOf(value)));
    return new ModelCard(
        model, options, preprocessing, labels, weights, config.data(), folders, newSettings, null);
  }

  /** The same at another temperature. */
  public ModelCard withTemperature(Temperature newTemperature) {
    return new ModelCard(
        model, options, preprocessing, labels, weights, data, folders, settings, newTemperature);
  }

  /**
   * The card of a network whose weights are the mean of this one's and others'. Their epochs are no
   * training of its own, so it has neither settings nor temperature.
   *
   * @param files the checkpoints whose mean it is
   * @param sameImages whether all were trained on this one's images
   */
  public ModelCard asMean(List<String> files, boolean sameImages) {
    String maker = "the mean of " + String.join(", ", files);
    return new ModelCard(
        model,
        options,
        preprocessing,
        labels,
        asWeights("average", maker, null),
        sameImages ? data : null,
        folders,
        Map.of(),
        null);
  }

  /** How its outputs become the probabilities of images with so many views. */
  public Scoring scoring(int views) {
    return new Scoring(temperature == null ? Temperature.ONE : temperature, views);
  }

  /**
   * What is told of the network where it is weights to begin with, or a file for others.
   *
   * @param name what the weights are called
   * @param maker where they come from; the source names this and all that the training began with
   * @param sha256 of their file; null where it isn't known yet
   */
  public WeightsInfo asWeights(String name, String maker, String sha256) {
    return new WeightsInfo(
        model,
        name,
        weights == null ? maker : "%s from %s".formatted(maker, weights.origin()),
        sha256,
        preprocessing.height(),
        InputTerms.scale(preprocessing.scale()),
        InputTerms.resize(preprocessing.resize()),
        labels,
        null,
        null);
  }

  /**
   * What the network gives before softmax, [N,K], for inference only.
   *
   * @param network of this card
   */
  public Inference logits(ComputationGraph network) {
    return Inference.logits(network, net());
  }

  /** The network's description. */
  public Net net() {
    return Models.net(Models.named(model()), options());
  }
}
