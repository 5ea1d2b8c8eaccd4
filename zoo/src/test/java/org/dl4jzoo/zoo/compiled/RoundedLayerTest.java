package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Rounded weights against numbers worked out by hand. */
class RoundedLayerTest {

  @Test
  void the_largest_weight_of_each_output_is_127_and_biases_lose_what_rounding_adds() {
    float[] weights = {1, -0.25f, 0.3f, 0, 0, 0, -254, 3, 127};

    QuantizedWeights.Layer layer =
        RoundedLayer.of(weights, new float[] {10, 20, 30}, (out, in) -> in + 1);

    byte[] rounded = new byte[9];
    layer.weights().get(0, rounded);
    // -0.25 * 127 = -31.75; 0.3 * 127 = 38.1; 3 / 2 = 1.5, which is rounded to the even number.
    assertThat(rounded).containsExactly(127, -32, 38, 0, 0, 0, -127, 2, 64);
    assertThat(layer.steps().get(0)).isEqualTo(1 / 127f);
    assertThat(layer.steps().get(1)).isEqualTo(1);
    assertThat(layer.steps().get(2)).isEqualTo(2);
    // Inputs of mean 1, 2 and 3: 2 * (-32 + 31.75) / 127 + 3 * (38 - 38.1) / 127 = -0.8 / 127.
    assertThat(layer.bias().get(0)).isCloseTo(10 + 0.8f / 127, within(1e-6f));
    assertThat(layer.bias().get(1)).isEqualTo(20);
    // 2 * (4 - 3) + 3 * (128 - 127) = 5.
    assertThat(layer.bias().get(2)).isEqualTo(25);
  }
}
