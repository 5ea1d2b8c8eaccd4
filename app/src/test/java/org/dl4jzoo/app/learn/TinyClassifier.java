package org.dl4jzoo.app.learn;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Networks small enough to follow by hand: one fully connected layer with softmax, SGD with
 * momentum 0.9.
 */
public final class TinyClassifier {

  private TinyClassifier() {}

  public static ComputationGraphConfiguration configuration(int inputs, int classes, double rate) {
    return new NeuralNetConfiguration.Builder()
        .updater(new Nesterovs(rate, 0.9))
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.feedForward(inputs))
        .addLayer(
            "classifier",
            new OutputLayer.Builder(new SoftmaxCrossEntropy()).nOut(classes).build(),
            "in")
        .setOutputs("classifier")
        .build();
  }

  public static ComputationGraph withZeroWeights(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    network.params().assign(0);
    return network;
  }
}
