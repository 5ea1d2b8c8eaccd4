package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What bfloat16 keeps of numbers, worked out by hand: 8 significant bits, ties to even. */
class Bfloat16NetworkTest {

  private static final Value IMAGE = new Value("image", 1, 1, 2, false);

  @BeforeAll
  static void needs_the_hardware() {
    assumeThat(OnednnKernels.hasBfloat16())
        .as("a CPU that multiplies bfloat16 values (AVX512-BF16 or AMX)")
        .isTrue();
  }

  private static FloatBuffer direct(float... values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * values.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return buffer.put(0, values);
  }

  private static Dense dense(String layer, Value x, int outputs) {
    return new Dense(layer, x, new Value(layer, 1, 1, outputs, true), Activation.IDENTITY);
  }

  private static float run(List<Instruction> layers, LayerWeights weights, float... image) {
    Value output = layers.get(layers.size() - 1).output();
    MapForm maps = new MapForm(false, Numeral.BFLOAT16);
    FloatBuffer result = direct(0);
    try (CompiledNetwork network =
        new CompiledNetwork(IMAGE, output, layers, weights, maps, Workers.none(), null)) {
      network.run(1, direct(image), result);
    }
    return result.get(0);
  }

  /** 1 + 2^-8 lies between 1 and 1 + 2^-7, and 1 + 3 * 2^-8 between that and 1 + 2^-6. */
  @Test
  void images_and_weights_are_rounded_and_biases_and_what_is_given_are_not() {
    float bias = 1 + 0x1p-20f;
    LayerWeights weights =
        layer -> new LayerWeights.Layer(direct(1 + 3 * 0x1p-8f, 4), direct(bias), null);

    float result = run(List.of(dense("only", IMAGE, 1)), weights, 1 + 0x1p-8f, 2);

    assertThat(result).isEqualTo(1 * (1 + 0x1p-6f) + 2 * 4 + bias);
  }

  @Test
  void what_lies_between_layers_is_rounded() {
    Dense first = dense("first", IMAGE, 1);
    Dense second = dense("second", first.output(), 1);
    LayerWeights weights =
        layer ->
            layer.equals("first")
                ? new LayerWeights.Layer(direct(1, 1), direct(0), null)
                : new LayerWeights.Layer(direct(1), direct(0), null);

    // 256 + 1 needs nine bits.
    assertThat(run(List.of(first, second), weights, 256, 1)).isEqualTo(256);
    assertThat(run(List.of(first), weights, 256, 1)).isEqualTo(257);
  }
}
