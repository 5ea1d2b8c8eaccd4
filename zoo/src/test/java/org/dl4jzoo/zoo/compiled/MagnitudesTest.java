package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranges of values against a search over all of them. */
class MagnitudesTest {

  /** Normal numbers with a few far outside, which a range had better cut off. */
  private static float[] numbers(boolean negative) {
    Random random = new Random(1);
    float[] numbers = new float[20_000];
    for (int i = 0; i < numbers.length; i++) {
      double number = random.nextGaussian() * (i % 5000 == 0 ? 30 : 1);
      numbers[i] = (float) (negative ? number : Math.max(number, 0));
    }
    return numbers;
  }

  /** The sum of squared errors of each number, rounded to a step and cut off at the largest one. */
  private static double error(float[] numbers, double reach, int largest) {
    double step = reach / largest;
    double sum = 0;
    for (float number : numbers) {
      double integer = Math.min(Math.rint(Math.abs(number) / step), largest);
      sum += Math.pow(Math.abs(number) - integer * step, 2);
    }
    return sum;
  }

  private static double leastError(float[] numbers, int largest) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= 1200; i++) {
      least = Math.min(least, error(numbers, i / 10.0, largest));
    }
    return least;
  }

  private static Numeral numeral(float[] numbers) {
    Magnitudes magnitudes = new Magnitudes();
    magnitudes.add(FloatBuffer.wrap(numbers));
    return magnitudes.numeral();
  }

  @Test
  void the_range_of_signed_numbers_loses_nearly_as_little_as_any() {
    float[] numbers = numbers(true);

    Numeral numeral = numeral(numbers);

    assertThat(numeral.kind()).isEqualTo(Numeral.Kind.SIGNED);
    double error = error(numbers, 127.0 * numeral.step(), 127);
    assertThat(error).isLessThan(1.02 * leastError(numbers, 127));
  }

  @Test
  void the_range_of_numbers_that_are_never_negative_has_twice_as_many_steps() {
    float[] numbers = numbers(false);

    Numeral numeral = numeral(numbers);

    assertThat(numeral.kind()).isEqualTo(Numeral.Kind.UNSIGNED);
    double error = error(numbers, 255.0 * numeral.step(), 255);
    assertThat(error).isLessThan(1.02 * leastError(numbers, 255));
  }

  @Test
  void parts_counted_apart_have_the_range_of_all() {
    float[] small = {0.001f, 0.002f, 0.0015f};
    float[] large = {3, 2.5f, 1};
    Magnitudes all = new Magnitudes();
    Magnitudes ofLarge = new Magnitudes();
    ofLarge.add(FloatBuffer.wrap(large));
    all.add(FloatBuffer.wrap(small));

    all.add(ofLarge);

    assertThat(all.numeral()).isEqualTo(numeral(new float[] {0.001f, 0.002f, 0.0015f, 3, 2.5f, 1}));
  }

  /** Such as a branch of a join whose ReLUs have died. */
  @Test
  void zeros_counted_apart_change_nothing() {
    Magnitudes all = new Magnitudes();
    all.add(FloatBuffer.wrap(new float[] {5, 3}));
    Magnitudes zeros = new Magnitudes();
    zeros.add(FloatBuffer.wrap(new float[4]));

    all.add(zeros);

    assertThat(all.numeral()).isEqualTo(numeral(new float[] {5, 3}));
  }

  @Test
  void nothing_but_zeros_has_a_range_too() {
    assertThat(numeral(new float[5]).step()).isPositive();
  }

  @Test
  void a_number_that_is_not_finite_is_refused() {
    assertThatThrownBy(() -> numeral(new float[] {1, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only finite values have a range; got NaN");
  }
}
