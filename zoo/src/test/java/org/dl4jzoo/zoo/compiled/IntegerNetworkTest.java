package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.inference.IntegerArithmetic;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.Test;

/**
 * Networks of integers against sums worked out by hand. They hold where no bit of a weight is lost:
 * without VNNI, oneDNN halves weights where a layer's input has a sign.
 */
class IntegerNetworkTest {

  private static final Value IMAGE = new Value("image", 1, 1, 2, false);

  private static void needsWholeWeights() {
    assumeThat(IntegerArithmetic.notes()).as("skipped").isEmpty();
  }

  private static Convolution convolution(
      String layer, Value x, int kernel, int outputs, int groups, Activation activation) {
    int size = x.height() - kernel + 1;
    return new Convolution(
        layer,
        x,
        Optional.empty(),
        new Value(layer, size, size, outputs, false),
        kernel,
        1,
        Insets.NONE,
        groups,
        OptionalDouble.empty(),
        activation);
  }

  private static QuantizedWeights.Layer layer(int[] weights, float[] steps, float[] bias) {
    ByteBuffer bytes = ByteBuffer.allocate(weights.length);
    for (int i = 0; i < weights.length; i++) {
      bytes.put(i, (byte) weights[i]);
    }
    return new QuantizedWeights.Layer(bytes, FloatBuffer.wrap(steps), FloatBuffer.wrap(bias));
  }

  private static float[] run(
      List<Instruction> instructions, QuantizedWeights weights, float... image) {
    Value output = instructions.get(instructions.size() - 1).output();
    Value input = instructions.get(0).inputs().get(0);
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(Float.BYTES * image.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    pixels.put(0, image);
    FloatBuffer result = FloatBuffer.allocate(output.height() * output.width() * output.channels());
    try (CompiledNetwork network =
        new CompiledNetwork(input, output, instructions, weights, Workers.none(), null)) {
      network.run(1, pixels, result);
    }
    return result.array();
  }

  @Test
  void a_convolution_rounds_what_it_reads_and_gives_float32() {
    needsWholeWeights();
    Value image = new Value("image", 2, 2, 1, false);
    Instruction convolution = convolution("conv", image, 2, 2, 1, Activation.IDENTITY);
    QuantizedWeights weights =
        new QuantizedWeights(
            Map.of(
                "conv",
                layer(
                    new int[] {1, 2, 3, 4, -127, 0, 0, 127},
                    new float[] {0.5f, 2},
                    new float[] {10, -1})),
            Map.of("image", new Numeral(Numeral.Kind.SIGNED, 0.5f)));

    float[] result = run(List.of(convolution), weights, 1, -1.2f, 0.3f, 1000);

    // In halves: 2, -2.4, 0.6 and 2000 are read as 2, -2, 1 and 127.
    // 10 + 0.25 * (2 - 4 + 3 + 508) = 137.25; -1 + 1 * (-254 + 127 * 127) = 15874.
    assertThat(result).containsExactly(137.25f, 15874);
  }

  @Test
  void integers_between_convolutions_end_where_the_range_ends_and_ReLU_begins_at_zero() {
    needsWholeWeights();
    Convolution first = convolution("first", IMAGE, 1, 3, 1, Activation.RELU);
    Convolution second = convolution("second", first.output(), 1, 3, 3, Activation.IDENTITY);
    QuantizedWeights weights =
        new QuantizedWeights(
            Map.of(
                "first",
                layer(
                    new int[] {1, 1, 1, -1, 100, 100},
                    new float[] {1, 1, 1},
                    new float[] {0.2f, 0, 0}),
                "second",
                layer(new int[] {1, 1, 2}, new float[] {1, 1, 0.5f}, new float[] {0, 7, 0})),
            Map.of(
                "image", new Numeral(Numeral.Kind.SIGNED, 1),
                "first", new Numeral(Numeral.Kind.UNSIGNED, 2)));

    float[] result = run(List.of(first, second), weights, 3, 6);

    // 9.2 is nearest to 5 steps of 2; -3 is cut off at 0, 900 at 255 steps.
    assertThat(result).containsExactly(10, 7, 510);
  }

  @Test
  void a_sum_adds_its_term_in_the_terms_steps_and_a_convolution_what_it_reads() {
    needsWholeWeights();
    Convolution first = convolution("first", IMAGE, 1, 2, 1, Activation.IDENTITY);
    Convolution second = convolution("second", first.output(), 1, 2, 1, Activation.IDENTITY);
    Value summed = new Value("sum", 1, 1, 2, false);
    Sum sum = new Sum(second.output(), first.output(), summed, Activation.RELU);
    Convolution last = convolution("last", summed, 1, 2, 1, Activation.IDENTITY);
    int[] same = {1, 0, 0, 1};
    float[] ones = {1, 1};
    float[] zeros = {0, 0};
    QuantizedWeights weights =
        new QuantizedWeights(
            Map.of(
                "first", layer(same, ones, zeros),
                "second", layer(new int[] {0, 3, 1, 0}, ones, zeros),
                "last", layer(same, ones, zeros)),
            Map.of(
                "image", new Numeral(Numeral.Kind.SIGNED, 1),
                "first", new Numeral(Numeral.Kind.SIGNED, 0.5f),
                "first.term", new Numeral(Numeral.Kind.SIGNED, 0.5f),
                "sum", new Numeral(Numeral.Kind.UNSIGNED, 0.25f)));

    float[] result = run(List.of(first, second, sum, last), weights, 5, -6);

    // 5 + 3 * -6 is negative; -6 + 5 too.
    assertThat(result).containsExactly(0, 0);
    assertThat(run(List.of(first, second, sum, last), weights, -5, 6)).containsExactly(13, 1);
  }

  @Test
  void weights_of_another_network_are_refused() {
    Convolution convolution = convolution("conv", IMAGE, 1, 2, 1, Activation.IDENTITY);
    QuantizedWeights.Layer layer = layer(new int[] {1, 2}, new float[] {1}, new float[] {0});
    Numeral numeral = new Numeral(Numeral.Kind.SIGNED, 1);

    assertThatThrownBy(
            () ->
                run(
                    List.of(convolution),
                    new QuantizedWeights(Map.of("conv", layer), Map.of("image", numeral)),
                    1,
                    2))
        .hasMessage("the layer conv has 4 weights of 2 outputs; got 2 of 1");
    assertThatThrownBy(
            () ->
                run(
                    List.of(convolution),
                    new QuantizedWeights(Map.of(), Map.of("image", numeral)),
                    1,
                    2))
        .hasMessage("there are no weights of the layer conv");
  }
}
