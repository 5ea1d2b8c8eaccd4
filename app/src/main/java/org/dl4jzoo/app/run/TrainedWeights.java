package org.dl4jzoo.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.inference.CompiledLogits;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.GraphLogits;
import org.dl4jzoo.zoo.inference.ImageLogits;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * The weights of a trained network and how it is to be used: a checkpoint, or a file of weights.
 * Whoever evaluates, predicts, exports, makes features or trains on opens them as this.
 *
 * <p>The card is read at once. The weights are read, and ND4J is started where it is needed, when a
 * network is asked for; the backend is chosen before.
 */
public abstract class TrainedWeights implements AutoCloseable {

  private final Path file;
  private final ModelCard card;

  /**
   * Weights that were opened.
   *
   * @param file where they are
   * @param card how their network is to be used
   */
  protected TrainedWeights(Path file, ModelCard card) {
    this.file = file;
    this.card = card;
  }

  /** Where they are. */
  public final Path file() {
    return file;
  }

  /** How their network is to be used. */
  public final ModelCard card() {
    return card;
  }

  /**
   * What is told of them by what is made of them; the file's hash, if it isn't known, is computed.
   */
  public abstract WeightsInfo info();

  /** What was chosen or left out on opening them, as sentences for the user. */
  public List<String> notes() {
    return List.of();
  }

  /** Whether they were trained on random crops of images, in which things are larger. */
  public abstract boolean trainedOnCrops();

  /**
   * The same for images of another size.
   *
   * @param size height and width in pixels
   * @throws org.dl4jzoo.app.console.UsageException if they are for images of one size only
   */
  public abstract TrainedWeights forImages(int size);

  /**
   * The whole network.
   *
   * @param engine what computes its layers
   * @return a graph whose first output is a softmax [N,K] over the classes of the card
   * @throws org.dl4jzoo.app.console.UsageException if there is no classifier, or the file is
   *     damaged
   */
  public abstract ComputationGraph classifier(Engine engine);

  /**
   * The parameters alone, where a network can be compiled from them and the card without ND4J.
   *
   * @param engine what computes its layers
   * @return empty where only {@link #classifier} tells what they are
   * @throws org.dl4jzoo.app.console.UsageException if the file is damaged
   */
  public Optional<FlatWeights> parameters(Engine engine) {
    return Optional.empty();
  }

  /**
   * Checks that the layers of a network are ours, on oneDNN.
   *
   * @param network that {@link #classifier} gave
   * @param use what needs them, in the error
   * @throws UsageException if they are Deeplearning4j's own
   */
  public final void checkOurs(ComputationGraph network, String use) {
    if (!Execution.isOnOnednn(network)) {
      throw new UsageException(
          "%s needs our layers; %s has Deeplearning4j's own, of engine stock".formatted(use, file));
    }
  }

  /** What is compiled of {@link #parameters} computes with. */
  protected Numeral numbers() {
    return Numeral.FLOAT;
  }

  /**
   * What the classifier gives before softmax, for inference only.
   *
   * @param engine what computes its layers
   * @param parameters what {@link #parameters} gave
   * @throws org.dl4jzoo.app.console.UsageException as {@link #classifier}
   */
  public ImageLogits imageLogits(Engine engine, Optional<FlatWeights> parameters) {
    if (parameters.isPresent()) {
      return new CompiledLogits(card.net(), parameters.get(), numbers());
    }
    return new GraphLogits(logits(engine), card.options().image());
  }

  /**
   * Copies the weights into a network.
   *
   * @param withClassifier false to leave the network's own classifier as it is
   * @throws RuntimeException that tells the user which parameter is missing or of another shape
   */
  public abstract void load(ComputationGraph network, boolean withClassifier);

  /**
   * The network up to its last feature map.
   *
   * @param pooling {@code AVG} or {@code MAX}
   * @param engine what computes its layers
   * @return a graph whose output is the mean or maximum of each channel [N,C]
   * @throws RuntimeException as {@link #load}
   */
  public final ComputationGraph features(FeaturePooling pooling, Engine engine) {
    ComputationGraph network = build(featureOptions(pooling), engine);
    load(network, false);
    return network;
  }

  /** The same, for inference only. */
  public Inference featuresOf(FeaturePooling pooling, Engine engine) {
    return Inference.output(features(pooling, engine), featureNet(pooling));
  }

  /** The description of the network up to its last feature map. */
  protected final Net featureNet(FeaturePooling pooling) {
    return Models.net(Models.named(card.model()), featureOptions(pooling));
  }

  /**
   * What the whole network gives before softmax, [N,K], for inference only.
   *
   * @param engine what computes its layers
   * @throws RuntimeException as {@link #classifier}
   */
  public Inference logits(Engine engine) {
    return logits(classifier(engine), engine);
  }

  /**
   * The same.
   *
   * @param network that {@link #classifier} gave
   */
  public Inference logits(ComputationGraph network, Engine engine) {
    return card.logits(network);
  }

  /** The options of the network that {@link #features} gives. */
  public final ModelOptions featureOptions(FeaturePooling pooling) {
    return card.options().withIncludeTop(false).withPooling(pooling).withAuxiliaryHeads(false);
  }

  /** The network with random weights, to load these into. */
  protected final ComputationGraph build(ModelOptions options, Engine engine) {
    return Models.network(Models.named(card.model()), options, Execution.on(engine), 0);
  }

  /** Closes the file; networks made of it stay. */
  @Override
  public abstract void close();
}
