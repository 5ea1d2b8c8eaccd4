package org.dl4jzoo.app.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;

/**
 * Images of one class that were given to another.
 *
 * @param actual index of their class
 * @param predicted index of the other class
 * @param count how many
 * @param share of the images of their class
 */
public record Confusion(int actual, int predicted, int count, double share) {

  /** The most frequent ones. */
  static List<Confusion> of(ConfusionMatrix matrix, int most) {
    int classes = matrix.classes().size();
    return IntStream.range(0, classes * classes)
        .filter(cell -> cell / classes != cell % classes)
        .filter(cell -> matrix.count(cell / classes, cell % classes) > 0)
        .mapToObj(cell -> of(matrix, cell / classes, cell % classes))
        .sorted(Comparator.comparingInt(Confusion::count).reversed())
        .limit(most)
        .toList();
  }

  private static Confusion of(ConfusionMatrix matrix, int actual, int predicted) {
    int count = matrix.count(actual, predicted);
    return new Confusion(actual, predicted, count, (double) count / matrix.support(actual));
  }
}
