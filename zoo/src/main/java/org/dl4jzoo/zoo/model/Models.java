package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.net.GraphWriter;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.summary.ModelSummary;

/** The registry: every network of the zoo, by name. */
public final class Models {

  private static final List<Architecture> ALL = listed();

  private Models() {}

  private static List<Architecture> listed() {
    List<Architecture> all = new ArrayList<>();
    all.add(new LeNet5());
    all.add(new AlexNet());
    all.addAll(Vgg.all(false));
    all.addAll(Vgg.all(true));
    all.add(new GoogLeNet(false));
    all.add(new GoogLeNet(true));
    all.addAll(ResNet.TABLE);
    all.addAll(DenseNet.all());
    all.add(new MobileNetV2());
    return List.copyOf(all);
  }

  /** Every network, in the order of the papers. */
  public static List<Architecture> all() {
    return ALL;
  }

  /** The registry names, in the same order. */
  public static List<String> names() {
    return ALL.stream().map(architecture -> architecture.info().name()).toList();
  }

  /**
   * The network of that name; case, {@code -} and {@code _} are ignored.
   *
   * @throws InvalidModelException if there is none; the message lists the nearest names
   */
  public static Architecture named(String name) {
    return ALL.stream()
        .filter(architecture -> plain(architecture.info().name()).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidModelException(
                    "unknown model '%s'; the nearest names are %s"
                        .formatted(name, String.join(", ", nearest(name)))));
  }

  private static List<String> nearest(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names().stream()
        .sorted(Comparator.comparingInt(known -> distance.apply(plain(known), plain(name))))
        .limit(3)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /**
   * The configuration of a network; its input is NHWC [N,H,W,C], its first output the softmax
   * [N,classes] of the vertex {@code classifier}, or the features where the top is left out.
   *
   * @param engine whose layers they are: Deeplearning4j's for {@link Engine#STOCK}, else ours,
   *     which run on any engine; it takes an {@link Execution} to choose that
   * @param base seed and data type, and where {@code Training} doesn't prepare the network, updater
   *     and regularisation; the network names none of them
   * @throws InvalidModelException if an option does not fit the network
   */
  public static ComputationGraphConfiguration configure(
      Architecture architecture,
      ModelOptions options,
      Engine engine,
      NeuralNetConfiguration.Builder base) {
    return GraphWriter.configure(net(architecture, options), engine, base);
  }

  /**
   * A network with random weights, ready for inference.
   *
   * @param execution what computes its layers
   * @param seed decides the weights
   * @throws InvalidModelException if an option does not fit the network
   */
  public static ComputationGraph network(
      Architecture architecture, ModelOptions options, Execution execution, long seed) {
    ComputationGraph network =
        new ComputationGraph(
            configure(
                architecture,
                options,
                execution.engine(),
                new NeuralNetConfiguration.Builder().seed(seed)));
    network.init();
    execution.install(network);
    return network;
  }

  /** Shapes, parameters and costs of a network, without any array or backend. */
  public static ModelSummary summary(Architecture architecture, ModelOptions options) {
    return ModelSummary.of(net(architecture, options));
  }

  /**
   * The vertices with parameters, in the network's order, without any array or backend.
   *
   * @throws InvalidModelException if an option does not fit the network
   */
  public static List<ParameterLayer> parameterLayers(
      Architecture architecture, ModelOptions options) {
    return net(architecture, options).nodes().stream()
        .map(node -> node.op().parameters(node))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Whether the classifier sees the mean of each channel over a map of any size, and so works on
   * images of another size than it was trained with.
   */
  public static boolean averagesLastMap(Architecture architecture) {
    return net(architecture, ModelOptions.of(architecture, 2)).averagesLastMap();
  }

  /**
   * The description of a network: its operations with their shapes.
   *
   * @throws InvalidModelException if an option does not fit the network
   */
  public static Net net(Architecture architecture, ModelOptions options) {
    checkOptions(architecture.info(), options);
    try {
      return tryToBuild(architecture, options);
    } catch (Net.VanishedException e) {
      throw tooSmall(architecture, options);
    }
  }

  private static void checkOptions(ModelInfo info, ModelOptions options) {
    Set<ModelOption> known = info.options();
    for (ModelOption option : options.chosen()) {
      if (!known.contains(option)) {
        throw new InvalidModelException(
            "%s has no option %s".formatted(info.name(), option.flag()));
      }
    }
  }

  private static Net tryToBuild(Architecture architecture, ModelOptions options) {
    int smallest = Math.min(options.image().height(), options.image().width());
    if (smallest < architecture.info().minSize()) {
      throw tooSmall(architecture, options);
    }
    Net net = new Net(options.image(), options.padding());
    Vertex features = architecture.features(net, options);
    if (options.includeTop()) {
      architecture.top(net, features, options);
    } else {
      net.features(pool(net, features, options.pooling()));
    }
    return net;
  }

  private static Vertex pool(Net net, Vertex features, FeaturePooling pooling) {
    return switch (pooling) {
      case NONE -> features;
      case AVG -> net.globalAvgPool("features", features);
      case MAX -> net.globalMaxPool("features", features);
    };
  }

  private static InvalidModelException tooSmall(Architecture architecture, ModelOptions options) {
    int size = architecture.info().minSize();
    while (!works(architecture, options, size)) {
      size++;
    }
    return new InvalidModelException(
        "image-size must be at least %d for %s; got %s"
            .formatted(size, architecture.info().name(), options.image()));
  }

  private static boolean works(Architecture architecture, ModelOptions options, int size) {
    ImageShape image = new ImageShape(size, size, options.image().channels());
    try {
      tryToBuild(architecture, options.withImage(image));
      return true;
    } catch (Net.VanishedException e) {
      return false;
    }
  }
}
