package org.dl4jzoo.app.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was predicted as each.
 *
 * @param classes the class names, in the order of rows and columns
 * @param counts images, one row a true class, one column a predicted class
 */
public record ConfusionMatrix(List<String> classes, List<List<Integer>> counts) {

  /** Copies the lists and checks that the matrix is square. */
  public ConfusionMatrix {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "a confusion matrix of %d classes must be %d by %d".formatted(size, size, size));
    }
  }

  /** The matrix of these counts, indexed by true, then predicted class. */
  public static ConfusionMatrix of(List<String> classes, int[][] counts) {
    List<List<Integer>> rows =
        IntStream.range(0, counts.length)
            .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
            .toList();
    return new ConfusionMatrix(classes, rows);
  }

  /** Number of images. */
  public int total() {
    return IntStream.range(0, classes.size()).map(this::support).sum();
  }

  /** Share of the images predicted as their own class; 0 without images. */
  public double accuracy() {
    int hits = IntStream.range(0, classes.size()).map(label -> count(label, label)).sum();
    return total() == 0 ? 0 : (double) hits / total();
  }

  /** Images of one class that were predicted as another, or as it. */
  public int count(int actual, int predicted) {
    return counts.get(actual).get(predicted);
  }

  /** Precision, recall and F1 of each class, in order. */
  public List<ClassMetrics> perClass() {
    return IntStream.range(0, classes.size())
        .mapToObj(
            label ->
                ClassMetrics.of(
                    classes.get(label), count(label, label), predicted(label), support(label)))
        .toList();
  }

  private int support(int actual) {
    return counts.get(actual).stream().mapToInt(Integer::intValue).sum();
  }

  private int predicted(int label) {
    return counts.stream().mapToInt(row -> row.get(label)).sum();
  }
}
