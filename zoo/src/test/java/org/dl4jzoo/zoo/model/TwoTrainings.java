package org.dl4jzoo.zoo.model;

import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The same network trained with oneDNN, and on a device with memory of its own. */
final class TwoTrainings implements AutoCloseable {

  private final Net net;
  private final ComputationGraph expected;
  private final ComputationGraph actual;
  private final Device device;
  private final GraphOnDevice steps;
  private int count;

  /** Of a step, before it was taken. */
  record Losses(double expected, double actual) {}

  TwoTrainings(
      OptionsOf options,
      TrainingSettings settings,
      Consumer<ComputationGraphConfiguration> change) {
    this(options, settings, change, new HostDevice());
  }

  /** On a device that is closed with them. */
  TwoTrainings(
      OptionsOf options,
      TrainingSettings settings,
      Consumer<ComputationGraphConfiguration> change,
      Device device) {
    this.device = device;
    net = Models.net(options.architecture(), options.options());
    expected = graph(options, settings, change);
    actual = graph(options, settings, change);
    steps = new GraphOnDevice(actual, net, device);
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

  /** The network that oneDNN trains. */
  ComputationGraph expected() {
    return expected;
  }

  /** The network that the device trains, with the parameters that {@link #bring} copied. */
  ComputationGraph actual() {
    return actual;
  }

  GraphOnDevice device() {
    return steps;
  }

  /** Lets both go on with these parameters, and without momentum. */
  void begin(INDArray parameters) {
    for (ComputationGraph graph : new ComputationGraph[] {expected, actual}) {
      graph.params().assign(parameters);
      graph.getUpdater().getStateViewArray().assign(0);
    }
    steps.upload();
  }

  /** Takes a step on both sides. */
  Losses step(INDArray images, INDArray targets) {
    INDArray logits = steps.learn(images, targets, count++, true);
    return new Losses(fit(images, targets), loss(logits, targets, classWeights()));
  }

  /** Trains on the side of oneDNN only. */
  double fit(INDArray images, INDArray targets) {
    INDArray[] ofEachHead = new INDArray[expected.getNumOutputArrays()];
    Arrays.fill(ofEachHead, targets);
    expected.fit(new INDArray[] {images}, ofEachHead);
    return expected.score();
  }

  /** Copies the parameters from the device. */
  void bring() {
    steps.bring();
  }

  /** Of the logits on the device, with the parameters that its network has now. */
  Inference inference() {
    return Inference.onDevice(actual, net, net.logits(), device);
  }

  /** Fails if the device makes other logits than oneDNN does with the device's parameters. */
  void assertSameLogits(INDArray images, double tolerance) {
    try (Inference inference = inference()) {
      assertClose("logits", inference.of(images), Logits.of(actual, images), tolerance);
    }
  }

  private double[] classWeights() {
    OutputLayer classifier = (OutputLayer) actual.getOutputLayer(0).conf().getLayer();
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

  @Override
  public void close() {
    steps.close();
    device.close();
  }
}
