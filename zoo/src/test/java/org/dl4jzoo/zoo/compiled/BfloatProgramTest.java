package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.Test;

/** Where a program has bfloat16, and where it is converted: plain data, on any CPU. */
class BfloatProgramTest {

  private static final Value IMAGE = map("image");

  private static Value map(String name) {
    return new Value(name, 4, 4, 8, false);
  }

  private static Convolution convolution(Value x, Value output) {
    return new Convolution(
        output.name(),
        x,
        Optional.empty(),
        output,
        1,
        1,
        Insets.NONE,
        1,
        OptionalDouble.empty(),
        Activation.IDENTITY);
  }

  private static ResponseNorm responseNorm(Value x, Value output) {
    return new ResponseNorm(x, output, 5, 1, 1e-4, 0.75);
  }

  private static Conversions of(Instruction... instructions) {
    Value output = instructions[instructions.length - 1].output();
    return BfloatProgram.of(new Program(IMAGE, output, List.of(instructions)));
  }

  private static List<String> written(Conversions converted) {
    return converted.program().instructions().stream().map(it -> it.output().name()).toList();
  }

  @Test
  void input_and_output_are_float32_and_all_between_is_not() {
    Conversions converted =
        of(convolution(IMAGE, map("first")), convolution(map("first"), map("second")));

    assertThat(written(converted)).containsExactly("image.BFLOAT16*1.0", "first", "second");
    assertThat(converted.of(IMAGE)).isEqualTo(Numeral.FLOAT);
    assertThat(converted.of(map("first"))).isEqualTo(Numeral.BFLOAT16);
    assertThat(converted.of(map("second"))).isEqualTo(Numeral.FLOAT);
  }

  /** It computes in float32 only, and so gives it. */
  @Test
  void a_response_norm_reads_and_gives_float32() {
    Conversions converted =
        of(
            convolution(IMAGE, map("before")),
            responseNorm(map("before"), map("normed")),
            convolution(map("normed"), map("after")));

    assertThat(converted.of(map("before"))).isEqualTo(Numeral.FLOAT);
    assertThat(converted.of(map("normed"))).isEqualTo(Numeral.FLOAT);
    assertThat(written(converted))
        .containsExactly("image.BFLOAT16*1.0", "before", "normed", "normed.BFLOAT16*1.0", "after");
  }

  @Test
  void what_two_read_as_bfloat16_is_converted_once_and_the_parts_of_a_join_are_alike() {
    Value joined = new Value("joined", 4, 4, 24, false);
    Conversions converted =
        of(
            convolution(IMAGE, map("left")),
            convolution(IMAGE, map("before")),
            responseNorm(map("before"), map("right")),
            new Join(List.of(map("left"), map("right"), map("left")), joined),
            convolution(joined, map("last")));

    assertThat(written(converted))
        .containsExactly(
            "image.BFLOAT16*1.0",
            "left",
            "before",
            "right",
            "right.BFLOAT16*1.0",
            "joined",
            "last");
    assertThat(converted.of(joined)).isEqualTo(Numeral.BFLOAT16);
  }

  @Test
  void a_sum_reads_numbers_like_those_that_it_gives() {
    Sum sum = new Sum(map("first"), map("second"), map("sum"), Activation.RELU);
    Conversions converted =
        of(
            convolution(IMAGE, map("first")),
            convolution(IMAGE, map("second")),
            sum,
            convolution(map("sum"), map("last")));
    assertThat(converted.of(map("sum"))).isEqualTo(Numeral.BFLOAT16);

    Conversions ending =
        of(convolution(IMAGE, map("first")), convolution(IMAGE, map("second")), sum);
    assertThat(ending.of(map("first"))).isEqualTo(Numeral.FLOAT);
    assertThat(ending.of(map("sum"))).isEqualTo(Numeral.FLOAT);
  }
}
