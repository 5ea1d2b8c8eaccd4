package org.dl4jzoo.app.setting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The GPUs that share every batch of a training.
 *
 * @param numbers of them, of those that are seen, in the order in which parts of a batch go to
 *     them; empty for all
 */
public record Devices(List<Integer> numbers) {

  static final String EXAMPLES = "numbers of different GPUs, such as 0,1, or all";

  private static final String ALL = "all";

  /** Copies the numbers, and checks that no GPU is named twice. */
  public Devices {
    numbers = List.copyOf(numbers);
    if (new HashSet<>(numbers).size() < numbers.size()
        || numbers.stream().anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("devices must be " + EXAMPLES + "; got " + numbers);
    }
  }

  /**
   * The GPUs of a text.
   *
   * @throws IllegalArgumentException if it is neither numbers with commas between them nor all
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Devices of(String text) {
    return new Devices(
        text.equals(ALL)
            ? List.of()
            : Arrays.stream(text.split(",", -1))
                .map(part -> Integer.valueOf(part.strip()))
                .toList());
  }

  @JsonValue
  @Override
  public String toString() {
    return numbers.isEmpty()
        ? ALL
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
