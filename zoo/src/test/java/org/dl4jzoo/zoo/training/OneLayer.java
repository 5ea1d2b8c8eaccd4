package org.dl4jzoo.zoo.training;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A softmax over two classes, each a linear function of one number. */
final class OneLayer {

  private OneLayer() {}

  static ComputationGraph classifier(GradientNormalization normalization) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .gradientNormalization(normalization)
                .graphBuilder()
                .addInputs("in")
                .addLayer("classifier", new OutputLayer.Builder().nIn(1).nOut(2).build(), "in")
                .setOutputs("classifier")
                .build());
    network.init();
    return network;
  }
}
