package org.dl4jzoo.app.average;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.UsageException;

/**
 * What each checkpoint counts in a mean.
 *
 * @param each more than 0, together 1
 */
public record Shares(List<Double> each) {

  private static final double ROUNDING = 1e-3;

  /**
   * Checks them.
   *
   * @throws UsageException if one isn't more than 0, or together they aren't 1 (0.333 three times
   *     is)
   */
  public Shares {
    each = List.copyOf(each);
    double sum = each.stream().mapToDouble(Double::doubleValue).sum();
    if (!each.stream().allMatch(share -> share > 0) || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new UsageException(
          "--shares must be numbers above 0 that add up to 1; got %s".formatted(each));
    }
  }

  /** All count the same. */
  public static Shares equal(int count) {
    return new Shares(Collections.nCopies(count, 1.0 / count));
  }

  /**
   * The part of the mean of the first ones, up to this one, that is this one's: 1 for the first.
   */
  double partOfSoFar(int index) {
    double soFar = each.subList(0, index + 1).stream().mapToDouble(Double::doubleValue).sum();
    return each.get(index) / soFar;
  }

  /** What a mean of these files is called: a share is told where they differ. */
  List<String> named(List<String> files) {
    if (each.stream().distinct().count() == 1) {
      return files;
    }
    return IntStream.range(0, files.size())
        .mapToObj(i -> "%s × %s".formatted(each.get(i), files.get(i)))
        .toList();
  }
}
