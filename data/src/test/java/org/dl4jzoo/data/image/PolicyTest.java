package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final int DRAWS = 28_000;

  /** Torchvision computes magnitudes in single precision. */
  private static final Offset<Double> SINGLE = within(2e-5);

  private static List<List<Change>> draws(Policy policy) {
    SplittableRandom random = new SplittableRandom(1);
    List<List<Change>> draws = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      draws.add(policy.draw(random));
    }
    return draws;
  }

  private static <T> Map<T, Long> counts(List<List<Change>> draws, Function<Change, T> property) {
    return draws.stream()
        .flatMap(List::stream)
        .collect(Collectors.groupingBy(property, Collectors.counting()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "grey"})
  void magnitudes_are_torchvision_s(String image) {
    int width = image.equals("grey") ? 16 : 21;
    for (String[] line : TorchvisionFixture.lines(image + "-changes.csv")) {
      Magnitudes magnitudes =
          line[0].equals("rand") ? Magnitudes.ofRandAugment(16, width) : Magnitudes.wide();
      Operation operation = PixelEditorTest.operation(line[1]);
      double magnitude = magnitudes.magnitude(operation, Integer.parseInt(line[2]));

      assertThat(Integer.parseInt(line[3]) * magnitude)
          .as(String.join(",", line))
          .isCloseTo(Double.parseDouble(line[4]), SINGLE);
    }
  }

  @Test
  void trivial_augment_draws_one_operation_of_14_at_one_of_31_magnitudes_and_either_sign() {
    List<List<Change>> draws = draws(Policy.trivialAugmentWide());

    assertThat(draws).allSatisfy(changes -> assertThat(changes).hasSize(1));
    assertThat(counts(draws, Change::operation)).hasSize(14);
    assertThat(counts(draws, Change::operation).values())
        .allSatisfy(count -> assertThat(count).isBetween(1800L, 2200L));
    List<Double> angles =
        draws.stream()
            .map(changes -> changes.get(0))
            .filter(change -> change.operation() == Operation.ROTATE)
            .map(Change::magnitude)
            .toList();
    assertThat(angles.stream().map(Math::abs).distinct()).hasSize(31);
    assertThat(angles.stream().filter(angle -> angle < 0).count())
        .isBetween((long) (0.44 * angles.size()), (long) (0.53 * angles.size()));
    assertThat(counts(draws, change -> change.operation() + " " + Math.abs(change.magnitude())))
        .hasSize(9 * 31 + 7 + 31 + 3);
  }

  @Test
  void rand_augment_draws_two_operations_at_the_tenth_magnitude() {
    List<List<Change>> draws = draws(Policy.randAugment(100, 200));

    assertThat(draws).allSatisfy(changes -> assertThat(changes).hasSize(2));
    assertThat(counts(draws, Change::operation)).hasSize(14);
    assertThat(counts(draws, Change::operation).values())
        .allSatisfy(count -> assertThat(count).isBetween(3700L, 4300L));
    assertThat(draws.stream().filter(c -> c.get(0).operation() == c.get(1).operation()).count())
        .isBetween(DRAWS / 14 - 200L, DRAWS / 14 + 200L);
    assertThat(counts(draws, change -> change).keySet())
        .filteredOn(change -> change.operation() == Operation.TRANSLATE_X)
        .extracting(Change::magnitude)
        .containsExactlyInAnyOrder(150 / 331.0 * 200 * 9 / 30, -150 / 331.0 * 200 * 9 / 30);
  }

  @Test
  void colours_jitter_in_any_order_by_any_factor() {
    List<List<Change>> draws = draws(Policy.colourJitter(0.4));

    assertThat(
            draws.stream()
                .map(changes -> changes.stream().map(Change::operation).toList())
                .collect(Collectors.groupingBy(order -> order, Collectors.counting()))
                .values())
        .hasSize(6)
        .allSatisfy(count -> assertThat(count).isBetween(4400L, 4930L));
    double[] factors = draws.stream().mapToDouble(c -> c.get(0).magnitude()).toArray();
    assertThat(factors).hasSize(DRAWS);
    assertThat(Arrays.stream(factors).map(Math::abs).max().orElseThrow()).isBetween(0.39, 0.4);
    assertThat(Arrays.stream(factors).average().orElseThrow()).isCloseTo(0, within(0.01));
    assertThat(Arrays.stream(factors).map(Math::abs).average().orElseThrow())
        .isCloseTo(0.2, within(0.005));
  }
}
