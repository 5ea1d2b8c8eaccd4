package org.dl4jzoo.app.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The order of classes by their probability. */
public final class Ranking {

  private Ranking() {}

  /**
   * The indices of the most probable classes, the most probable first; of equal ones the first.
   *
   * @param most how many at most
   */
  public static List<Integer> of(float[] probabilities, int most) {
    Comparator<Integer> byProbability = Comparator.comparing(index -> probabilities[index]);
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(byProbability.reversed())
        .limit(most)
        .toList();
  }
}
