package org.dl4jzoo.zoo.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * One small network for each kind of block of the zoo, of three classes, with a convolution before
 * the block, so that the gradient at the block's input is seen as well; it ends with ReLU, as in
 * every network before a padded max pooling.
 */
record TinyNetwork(String name, int stem, BiFunction<Net, Vertex, Vertex> block)
    implements Architecture {

  /** Height and width are odd and differ. */
  static final ImageShape IMAGE = new ImageShape(7, 6, 2);

  static final int CLASSES = 3;

  /** Channels of which a block is not full, so that training stays NHWC. */
  private static final int PLAIN = 4;

  private static final int ONE_BLOCK = 16;

  TinyNetwork(String name, BiFunction<Net, Vertex, Vertex> block) {
    this(name, PLAIN, block);
  }

  /** Every kind of block. */
  static List<TinyNetwork> all() {
    return List.of(
        new TinyNetwork(
            "conv-bias-relu",
            (net, x) -> net.conv("block", x, Conv.to(5).kernel(3).biased().relu())),
        new TinyNetwork(
            "conv-strided",
            (net, x) -> net.conv("block", x, Conv.to(5).kernel(3).stride(2).biased())),
        new TinyNetwork("conv-bn", (net, x) -> net.conv("block", x, Conv.to(5).batchNorm())),
        new TinyNetwork(
            "conv-bn-relu",
            (net, x) -> net.conv("block", x, Conv.to(5).kernel(3).batchNorm().relu())),
        new TinyNetwork(
            "conv-bias-bn-relu6",
            (net, x) -> net.conv("block", x, Conv.to(5).kernel(3).biased().batchNorm().relu6())),
        new TinyNetwork(
            "depthwise-bn-relu6",
            (net, x) ->
                net.conv("block", x, Conv.eachChannel().kernel(3).stride(2).batchNorm().relu6())),
        new TinyNetwork(
            "grouped-bn-relu",
            (net, x) -> net.conv("block", x, Conv.to(6).kernel(3).groups(2).batchNorm().relu())),
        new TinyNetwork(
            "grouped-in-blocks",
            2 * ONE_BLOCK,
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(32).kernel(3).groups(8).batchNorm());
              return net.globalAvgPool("block", net.addRelu("block.sum", y, x));
            }),
        new TinyNetwork(
            "residual",
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(x.channels()).kernel(3).batchNorm());
              return net.addRelu("block", y, x);
            }),
        new TinyNetwork(
            "linear-residual",
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(x.channels()).kernel(3).batchNorm());
              return net.add("block", x, y);
            }),
        new TinyNetwork(
            "dense-block",
            (net, x) -> {
              Vertex y = net.bnRelu("block.norm", x, Conv.EPS);
              y = net.conv("block.bottleneck", y, Conv.to(5).batchNorm().relu());
              y = net.conv("block.conv", y, Conv.to(3).kernel(3));
              return net.concat("block", List.of(x, y));
            }),
        new TinyNetwork(
            "inception",
            (net, x) -> {
              Vertex first = net.conv("block.branch1", x, Conv.to(3).biased().relu());
              Vertex second = net.conv("block.branch2", x, Conv.to(2).kernel(5).biased().relu());
              Vertex third = net.maxPool("block.pool", x, Window.of(3).stride(1).padding(1));
              third = net.conv("block.branch3", third, Conv.to(4).biased().relu());
              return net.concat("block", List.of(first, second, third));
            }),
        new TinyNetwork(
            "transition",
            (net, x) -> {
              Vertex y = net.bnRelu("block.norm", x, Conv.EPS);
              y = net.conv("block.conv", y, Conv.to(2));
              return net.avgPool("block", y, Window.of(2));
            }),
        new TinyNetwork(
            "max-pool", (net, x) -> net.maxPool("block", x, Window.of(3).stride(2).padding(1))),
        new TinyNetwork(
            "bn-relu6-max-pool",
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(5).kernel(3).batchNorm().relu6());
              return net.maxPool("block", y, Window.of(2));
            }),
        new TinyNetwork(
            "max-pool-ceil", (net, x) -> net.maxPool("block", x, Window.of(3).stride(2).ceil())),
        new TinyNetwork(
            "padded-avg-pool",
            (net, x) -> net.avgPool("block", x, Window.of(3).stride(2).padding(1))),
        new TinyNetwork("adaptive-pool", (net, x) -> net.adaptiveAvgPool("block", x, 4)),
        new TinyNetwork("global-pool", (net, x) -> net.globalAvgPool("block", x)),
        new TinyNetwork("blocks-of-channels", ONE_BLOCK, TinyNetwork::inBlocksOfChannels),
        new TinyNetwork(
            "concat-of-blocks",
            ONE_BLOCK,
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(32).kernel(3).batchNorm());
              return net.globalAvgPool("block", net.concat("block.join", List.of(x, y, x)));
            }),
        new TinyNetwork(
            "end-of-blocks",
            ONE_BLOCK,
            (net, x) -> {
              Vertex y = net.conv("block.conv", x, Conv.to(5).kernel(3).batchNorm());
              y = net.concat("block.join", List.of(x, y));
              y = net.conv("block.mix", y, Conv.to(6).biased().relu());
              return net.add("block", y, net.conv("block.short", x, Conv.to(6).biased()));
            }),
        new TinyNetwork("dense-after-blocks", ONE_BLOCK, (net, x) -> net.denseRelu("block", x, 6)),
        new TinyNetwork("response-norm", (net, x) -> net.responseNorm("block", x, 5, 1, 0.1, 0.75)),
        new TinyNetwork("dense-relu", (net, x) -> net.denseRelu("block", x, 6)),
        new TinyNetwork(
            "auxiliary-head",
            (net, x) -> {
              Vertex side = net.adaptiveAvgPool("side.pool", x, 4);
              side = net.conv("side.conv", side, Conv.to(3).biased().relu());
              net.sideClassifier("side", net.denseRelu("side.fc", side, 5), CLASSES, 0.3);
              return net.conv("block", x, Conv.to(5).biased().relu());
            }));
  }

  /** oneDNN trains on blocks here, some of them half empty. */
  private static Vertex inBlocksOfChannels(Net net, Vertex x) {
    Vertex y = net.maxPool("block.pool", x, Window.of(3).stride(1).padding(1));
    y = net.conv("block.expand", y, Conv.to(24).batchNorm().relu6());
    y = net.conv("block.depthwise", y, Conv.eachChannel().kernel(3).batchNorm().relu6());
    y = net.conv("block.project", y, Conv.to(x.channels()).batchNorm());
    y = net.bnRelu("block.norm", net.addRelu("block.sum", x, y), Conv.EPS);
    y = net.conv("block.head", y, Conv.to(32).biased().relu());
    return net.globalAvgPool("block", y);
  }

  static TinyNetwork named(String name) {
    return all().stream().filter(network -> network.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(name, "none", IMAGE, 1, Set.of());
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    return block.apply(net, net.conv("stem", net.image(), Conv.to(stem).kernel(3).biased().relu()));
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    net.classifier(features, options.classes());
  }

  @Override
  public String toString() {
    return name;
  }

  /** A graph with random parameters, none of them zero, on the fastest engine. */
  ComputationGraph graph(DataType type) {
    return graph(Engine.fastest(), type);
  }

  /** The same on an engine. */
  ComputationGraph graph(Engine engine, DataType type) {
    return graph(engine, type, false);
  }

  /** The same, with running statistics that training does not change if asked for. */
  ComputationGraph graph(Engine engine, DataType type, boolean statisticsFixed) {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder().seed(1).dataType(type).updater(new Sgd(0.1));
    ComputationGraphConfiguration configuration =
        Models.configure(this, ModelOptions.of(this, CLASSES), engine, base);
    if (statisticsFixed) {
      FusedLayer.fixStatistics(configuration);
    }
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Execution.on(engine).install(graph);
    RandomArrays random = new RandomArrays(1);
    for (INDArray parameter : graph.paramTable().values()) {
      parameter.addi(random.normal(parameter.shape()).muli(0.1).castTo(type));
    }
    return graph;
  }

  /** Images for a graph of any type, and labels for each of its outputs. */
  static MultiDataSet batch(ComputationGraph graph, int examples) {
    DataType type = graph.params().dataType();
    INDArray images =
        new RandomArrays(2).normal(examples, IMAGE.height(), IMAGE.width(), IMAGE.channels());
    INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(labels, RandomArrays.labels(examples, CLASSES).castTo(type));
    return new MultiDataSet(new INDArray[] {images.castTo(type)}, labels);
  }

  /** The gradients of one batch, summed over its examples, by the names of the parameters. */
  static Map<String, INDArray> gradients(ComputationGraph graph, MultiDataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    return graph.gradient().gradientForVariable();
  }
}
