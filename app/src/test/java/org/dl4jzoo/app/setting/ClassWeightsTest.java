package org.dl4jzoo.app.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.learn.TinyClassifier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClassWeightsTest {

  private static final int[] COUNTS = {2, 6, 4};

  @Test
  void balanced_classes_weigh_images_over_classes_times_their_images() {
    assertThat(ClassWeights.BALANCED.of(COUNTS)).containsExactly(2, 2 / 3.0, 1);
    assertThat(ClassWeights.NONE.of(COUNTS)).containsExactly(1, 1, 1);
  }

  /** All probabilities are 1/3, so the gradient at the logits is weight × (1/3 − target). */
  @Test
  void the_gradient_of_an_image_is_multiplied_by_the_weight_of_its_class() {
    ComputationGraphConfiguration configuration = TinyClassifier.configuration(1, 3, 0.1);
    ClassWeights.BALANCED.configure(configuration, COUNTS);
    ComputationGraph network = TinyClassifier.withZeroWeights(configuration);

    INDArray image = Nd4j.createFromArray(new float[][] {{3}});
    INDArray target = Nd4j.createFromArray(new float[][] {{1, 0, 0}});
    network.fit(new INDArray[] {image}, new INDArray[] {target});

    // Rate 0.1 × weight 2 × (1 − 1/3) × input 3; the first step of Nesterov's momentum is 1.9-fold.
    double[] weights = network.getParam("classifier_W").toDoubleVector();
    assertThat(weights[0]).isCloseTo(1.9 * 0.1 * 2 * 2 / 3 * 3, within(1e-6));
    assertThat(weights[1]).isCloseTo(-1.9 * 0.1 * 2 / 3.0 * 3, within(1e-6));
  }
}
