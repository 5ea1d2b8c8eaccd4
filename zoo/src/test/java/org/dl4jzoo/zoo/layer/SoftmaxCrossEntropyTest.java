package org.dl4jzoo.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.serde.json.JsonMappers;

class SoftmaxCrossEntropyTest {

  private static final INDArray FIRST_CLASS = Nd4j.createFromArray(new float[][] {{1, 0, 0}});

  private static float[] gradient(SoftmaxCrossEntropy loss, float... logits) {
    INDArray row = Nd4j.createFromArray(new float[][] {logits});
    return loss.computeGradient(FIRST_CLASS, row, new ActivationSoftmax(), null).toFloatVector();
  }

  @Test
  void gradient_is_the_probability_less_the_label() {
    // exp(2), exp(1) and exp(-30), as shares of their sum.
    float[] gradient = gradient(new SoftmaxCrossEntropy(), 2, 1, -30);

    assertThat(gradient[0]).isCloseTo(-0.2689414f, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(0.2689414f, within(1e-6f));
    // Small, but not next to nothing: exp(-30) / (exp(2) + exp(1)) = 9.26e-15.
    assertThat(gradient[2]).isCloseTo(9.26e-15f, within(1e-16f));
  }

  @Test
  void gradient_of_next_to_nothing_is_nothing() {
    // exp(-40) is 4.2e-18.
    assertThat(gradient(new SoftmaxCrossEntropy(), 0, -40, -80)).containsExactly(0, 0, 0);
  }

  @Test
  void weights_of_classes_count() {
    INDArray weights = Nd4j.createFromArray(new float[][] {{3, 1, 1}});

    float[] gradient = gradient(new SoftmaxCrossEntropy(weights), 2, 1, -30);

    assertThat(gradient[0]).isCloseTo(3 * -0.2689414f, within(1e-6f));
  }

  @Test
  void comes_back_from_json_with_its_weights() throws Exception {
    INDArray weights = Nd4j.createFromArray(new float[][] {{3, 1, 0.5f}});
    String json = JsonMappers.getMapper().writeValueAsString(new SoftmaxCrossEntropy(weights));

    SoftmaxCrossEntropy read = JsonMappers.getMapper().readValue(json, SoftmaxCrossEntropy.class);

    assertThat(read.getWeights()).isEqualTo(weights);
    assertThat(read.getSoftmaxClipEps()).isEqualTo(new SoftmaxCrossEntropy().getSoftmaxClipEps());
  }
}
