package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Networks trained on a device with memory of its own, against oneDNN. */
class DeviceTrainingTest {

  private static final int STEPS = 10;

  /** Small enough for finite losses where running statistics are still 0 and 1. */
  private static final double CONTRAST = 0.01;

  /** Low enough that batch norm over a few values doesn't enlarge the rounding of each step. */
  private static final double RATE = 2e-7;

  /** Low enough that the loss doesn't explode. */
  private static final double RATE_WITHOUT_NORMS = 1e-6;

  private static final double LOSS_TOLERANCE = 1e-4;
  private static final double PARAMETER_TOLERANCE = 1e-3;
  private static final double LOGIT_TOLERANCE = 1e-5;

  /**
   * One network of each kind of layer; with {@code -Dzoo.every-network=true} all that differ in
   * more than depth, which takes minutes in plain loops.
   */
  static Stream<String> models() {
    return Boolean.getBoolean("zoo.every-network")
        ? CompiledInferenceTest.models()
        : Stream.of("lenet5", "googlenet", "resnet18", "densenet121", "mobilenetv2");
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_network_has_the_losses_and_parameters_of_onednn(String model) {
    OptionsOf options = SmallGraphs.options(model);
    boolean normalized = !model.matches("lenet5|alexnet|vgg\\d+|googlenet");
    if (normalized && !model.equals("googlenet-bn")) {
      options = options.size(64);
    }
    double rate = normalized ? RATE : RATE_WITHOUT_NORMS;
    compare(options, TrainingSettings.of(Optimizer.SGD, rate));
  }

  @ParameterizedTest
  @EnumSource
  void every_optimizer_has_the_parameters_of_onednn(Optimizer optimizer) {
    TrainingSettings plain = TrainingSettings.of(optimizer, 1e-4);
    TrainingSettings settings =
        new TrainingSettings(
            optimizer, plain.learningRate(), 0.5, 0.01, plain.execution(), plain.memory());
    compare(SmallGraphs.options("lenet5"), settings);
  }

  /** Steps are much shorter than with the gradients as they are, so another norm would be seen. */
  @Test
  void gradients_are_clipped_alike() {
    TrainingSettings plain = TrainingSettings.of(Optimizer.SGD, 0.01);
    compare(SmallGraphs.options("lenet5"), plain.clippedTo(0.1));
  }

  @Test
  void side_heads_are_trained_too() {
    OptionsOf options = SmallGraphs.options("googlenet-bn").size(64).auxiliaryHeads();
    compare(options, TrainingSettings.of(Optimizer.SGD, RATE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void classes_may_count_differently(boolean sideHeads) {
    OptionsOf options =
        sideHeads
            ? SmallGraphs.options("googlenet-bn").size(64).auxiliaryHeads()
            : SmallGraphs.options("lenet5");
    float[] weights = new float[options.options().classes()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 0.5f + k % 3;
    }
    compare(
        options,
        TrainingSettings.of(Optimizer.SGD, sideHeads ? RATE : RATE_WITHOUT_NORMS),
        configuration -> weigh(configuration, weights));
  }

  @Test
  void running_statistics_stay_where_they_are_fixed() {
    OptionsOf options = SmallGraphs.options("resnet18");
    compare(options, TrainingSettings.of(Optimizer.SGD, RATE), FusedLayer::fixStatistics);
  }

  private static void compare(OptionsOf options, TrainingSettings settings) {
    compare(options, settings, configuration -> {});
  }

  private static void compare(
      OptionsOf options,
      TrainingSettings settings,
      Consumer<ComputationGraphConfiguration> change) {
    ComputationGraph onGraph = graph(options, settings, change);
    ComputationGraph onDevice = graph(options, settings, change);
    INDArray begin = onGraph.params().dup();
    try (Device device = new HostDevice();
        GraphOnDevice steps = new GraphOnDevice(onDevice, net(options), device)) {
      for (int step = 0; step < STEPS; step++) {
        INDArray images = SmallGraphs.images(options, SmallGraphs.BATCH).addi(0.1 * step);
        if (onGraph.getConfiguration().toJson().contains("\"statisticsFixed\" : true")) {
          images.muli(CONTRAST);
        }
        INDArray targets = RandomArrays.labels(SmallGraphs.BATCH, options.options().classes());
        double expected = fit(onGraph, images, targets);
        double loss =
            loss(steps.learn(images, targets, step, true), targets, classWeights(onDevice));
        if (onGraph.getNumOutputArrays() == 1 && settings.weightDecay() == 0) {
          assertThat(loss)
              .as("loss of step " + step)
              .isCloseTo(expected, within(LOSS_TOLERANCE * expected));
        }
      }
      steps.bring();
      assertSameLogits(options, onDevice, device);
    }
    assertThat(onDevice.getIterationCount()).isEqualTo(STEPS);
    assertSameChange(begin, onDevice.params(), onGraph.params());
  }

  private static void assertSameLogits(OptionsOf options, ComputationGraph graph, Device device) {
    Net net = net(options);
    try (Inference inference = Inference.onDevice(graph, net, net.logits(), device)) {
      for (int batch : new int[] {3, 1}) {
        INDArray images = SmallGraphs.images(options, batch);
        assertClose("logits", inference.of(images), Logits.of(graph, images), LOGIT_TOLERANCE);
      }
    }
  }

  /** Of all parameters, without a copy on the Java heap: VGG has 100 million. */
  private static void assertSameChange(INDArray begin, INDArray actual, INDArray expected) {
    double moved = expected.sub(begin).norm2Number().doubleValue();
    double difference = actual.sub(expected).norm2Number().doubleValue();
    assertThat(moved).as("length of the change").isPositive();
    assertThat(difference).as("difference of the change").isLessThan(PARAMETER_TOLERANCE * moved);
  }

  private static Net net(OptionsOf options) {
    return Models.net(options.architecture(), options.options());
  }

  private static ComputationGraph graph(
      OptionsOf options,
      TrainingSettings settings,
      Consumer<ComputationGraphConfiguration> change) {
    ComputationGraphConfiguration configuration =
        Models.configure(
            options.architecture(),
            options.options(),
            Engine.ONEDNN,
            new NeuralNetConfiguration.Builder().seed(1));
    change.accept(configuration);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Training.prepare(graph, settings);
    return graph;
  }

  /** One step of three batches is one step of a batch of all their images. */
  @Test
  void several_batches_make_a_step() {
    OptionsOf options = SmallGraphs.options("lenet5");
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 1e-2);
    ComputationGraph apart = graph(options, settings, configuration -> {});
    ComputationGraph together = graph(options, settings, configuration -> {});
    INDArray images = SmallGraphs.images(options, 9);
    INDArray targets = RandomArrays.labels(9, options.options().classes());
    fit(together, images, targets);
    try (Device device = new HostDevice();
        GraphOnDevice steps = new GraphOnDevice(apart, net(options), device)) {
      for (int batch = 0; batch < 3; batch++) {
        INDArrayIndex part = NDArrayIndex.interval(3 * batch, 3 * batch + 3);
        steps.learn(images.get(part), targets.get(part), 1, batch == 2);
      }
      steps.bring();
    }
    assertThat(apart.getIterationCount()).isEqualTo(1);
    assertClose("parameters", apart.params(), together.params(), 1e-6);
  }

  private static double fit(ComputationGraph graph, INDArray images, INDArray targets) {
    INDArray[] ofEachHead = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(ofEachHead, targets);
    graph.fit(new INDArray[] {images}, ofEachHead);
    return graph.score();
  }

  /** Multiplies into every classifier's loss how much each class counts. */
  private static void weigh(ComputationGraphConfiguration configuration, float[] weights) {
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex of
          && of.getLayerConf().getLayer() instanceof OutputLayer classifier) {
        INDArray own = ((LossMCXENT) classifier.getLossFn()).getWeights();
        INDArray ofClasses = Nd4j.createFromArray(weights);
        classifier.setLossFn(new SoftmaxCrossEntropy(own == null ? ofClasses : ofClasses.mul(own)));
      }
    }
  }

  private static double[] classWeights(ComputationGraph graph) {
    OutputLayer classifier = (OutputLayer) graph.getOutputLayer(0).conf().getLayer();
    INDArray weights = ((LossMCXENT) classifier.getLossFn()).getWeights();
    return weights == null
        ? DoubleStream.generate(() -> 1).limit(classifier.getNOut()).toArray()
        : weights.toDoubleVector();
  }

  private static double loss(INDArray logits, INDArray targets, double[] classWeights) {
    double sum = 0;
    for (int n = 0; n < logits.size(0); n++) {
      double[] row = logits.getRow(n).toDoubleVector();
      double largest = Arrays.stream(row).max().orElseThrow();
      double total = Arrays.stream(row).map(value -> Math.exp(value - largest)).sum();
      int label = targets.getRow(n).argMax().getInt(0);
      sum += classWeights[label] * (Math.log(total) + largest - row[label]);
    }
    return sum / logits.size(0);
  }
}
