package org.dl4jzoo.app.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.regression.LinearClassifier;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.app.review.ReviewFixture;
import org.dl4jzoo.app.setting.ClassWeights;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class RegressionLearnerTest {

  private static ComputationGraph classifier(int features, int classes) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("features")
                .setInputTypes(InputType.feedForward(features))
                .addLayer(
                    "classifier",
                    new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(features)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "features")
                .setOutputs("classifier")
                .build());
    graph.init();
    return graph;
  }

  /** The regression itself is compared with scikit-learn's in a test of its own. */
  @Test
  void the_network_gives_the_logits_of_the_regression_on_features_as_they_are() throws IOException {
    JsonNode given = ReviewFixture.part("regressions").get(0);
    INDArray features = ReviewFixture.matrix(given.get("features")).muli(7);
    int[] labels = ReviewFixture.whole(given.get("labels"));
    int classes = given.get("classes").asInt();
    INDArray targets = Nd4j.zeros(DataType.FLOAT, labels.length, classes);
    for (int n = 0; n < labels.length; n++) {
      targets.putScalar(n, labels[n], 1);
    }
    List<String> told = new ArrayList<>();
    RegressionLearner learner =
        new RegressionLearner(
            classifier(features.columns(), classes), ClassWeights.NONE, told::add);

    INDArray logits =
        learner.learn(
            features.castTo(DataType.FLOAT).reshape(labels.length, 1, features.columns()),
            targets,
            0,
            true);

    assertThat(told).hasSize(1);
    double chosen = Double.parseDouble(told.get(0).replaceFirst(".*: C ([0-9.E-]+), .*", "$1"));
    INDArray scaled =
        features.div(features.norm2Number().doubleValue() / Math.sqrt((double) features.length()));
    LinearClassifier expected = new LogisticRegression(1 / chosen).fit(scaled, labels, classes);
    double[][] probabilities = expected.probabilities(scaled);
    double[][] actual = Nd4j.nn().softmax(logits, 1).toDoubleMatrix();
    for (int n = 0; n < labels.length; n++) {
      assertThat(actual[n]).containsExactly(probabilities[n], within(1e-4));
    }
    assertThat(learner.logits(features.castTo(DataType.FLOAT))).isEqualTo(logits);
    assertThat(learner.network().getIterationCount()).isEqualTo(1);
  }
}
