package org.dl4jzoo.zoo.model;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.net.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Real graphs of the registered networks on images as small as they take, and batches for them. */
final class SmallGraphs {

  static final int BATCH = 4;
  static final int CLASSES = 3;
  static final double LEARNING_RATE = 1e-3;

  private SmallGraphs() {}

  /** The network without dropout, so that a step depends on nothing but its batch. */
  static OptionsOf options(String model) {
    int size = model.equals("lenet5") ? 28 : Math.max(32, Models.named(model).info().minSize());
    return OptionsOf.model(model).size(size).classes(CLASSES).dropout(0);
  }

  static ComputationGraph graph(OptionsOf options, double learningRate) {
    ComputationGraph graph = new ComputationGraph(configuration(options, learningRate));
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration configuration(
      OptionsOf options, double learningRate) {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(learningRate));
    return Models.configure(options.architecture(), options.options(), Engine.fastest(), base);
  }

  static ComputationGraphConfiguration configuration(String model) {
    return configuration(options(model), LEARNING_RATE);
  }

  static ComputationGraph graph(String model) {
    return graph(options(model), LEARNING_RATE);
  }

  static ComputationGraph graph(String model, Execution execution) {
    ComputationGraph graph = graph(model);
    execution.install(graph);
    return graph;
  }

  /**
   * The same network with the same parameters in float64, by ND4J's own operations: what a network
   * in float32 rounds.
   */
  static ComputationGraph exact(OptionsOf options, INDArray parameters) {
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE);
    ComputationGraph graph =
        new ComputationGraph(
            Models.configure(options.architecture(), options.options(), Engine.ND4J, base));
    graph.init(parameters.castTo(DataType.DOUBLE), false);
    return graph;
  }

  /** One whose biases, norms and running statistics are not 0 and 1, as if it were trained. */
  static ComputationGraph varied(OptionsOf options) {
    ComputationGraph graph = graph(options, LEARNING_RATE);
    vary(graph);
    return graph;
  }

  /** Does the same to a network that was just made. */
  static void vary(ComputationGraph graph) {
    RandomArrays random = new RandomArrays(3);
    for (INDArray parameter : graph.paramTable().values()) {
      if (parameter.isVector()) {
        parameter.addi(random.normal(parameter.shape()).muli(0.1));
      }
    }
  }

  /**
   * Separates what batch norm gives from 0 by four deviations: half of the channels are above, the
   * others below, the same in all layers, as residual blocks add them.
   *
   * @return a copy of the parameters
   */
  static INDArray awayFromKinks(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      Map<String, INDArray> parameters = layer.paramTable(false);
      if (parameters.containsKey(FusedLayer.GAMMA)) {
        parameters.get(FusedLayer.GAMMA).assign(0.25);
        alternate(parameters.get(FusedLayer.BETA));
      }
    }
    return graph.params().dup();
  }

  private static void alternate(INDArray values) {
    for (int channel = 0; channel < values.length(); channel++) {
      values.putScalar(channel, channel % 2 == 0 ? 1 : -1);
    }
  }

  static INDArray images(OptionsOf options, int examples) {
    ImageShape image = options.options().image();
    return new RandomArrays(5).normal(examples, image.height(), image.width(), image.channels());
  }

  /** Random images, and labels for every output of the graph. */
  static MultiDataSet batch(OptionsOf options, ComputationGraph graph, int examples) {
    INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
    Arrays.fill(labels, RandomArrays.labels(examples, options.options().classes()));
    return new MultiDataSet(new INDArray[] {images(options, examples)}, labels);
  }

  static MultiDataSet batch(String model, ComputationGraph graph) {
    return batch(options(model), graph, BATCH);
  }
}
