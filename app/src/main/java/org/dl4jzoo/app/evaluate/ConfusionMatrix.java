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

  /** With more classes, what has a value for each pair of them is too large to be looked at. */
  public static final int FEW_CLASSES = 30;

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

  /** The matrix of predictions. */
  public static ConfusionMatrix of(List<String> classes, List<LabelledPrediction> predictions) {
    int[][] counts = new int[classes.size()][classes.size()];
    predictions.forEach(each -> counts[each.label()][each.predicted()]++);
    return of(classes, counts);
  }

  /** Whether there are few enough classes to look at each pair of them. */
  public boolean hasFewClasses() {
    return classes.size() <= FEW_CLASSES;
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
    return IntStream.range(0, classes.size()).mapToObj(this::perClass).toList();
  }

  /** Precision, recall and F1 of the class with this index. */
  public ClassMetrics perClass(int label) {
    return ClassMetrics.of(
        classes.get(label), count(label, label), predicted(label), support(label));
  }

  /** Number of images of a class. */
  public int support(int actual) {
    return counts.get(actual).stream().mapToInt(Integer::intValue).sum();
  }

  /** Number of images predicted as a class. */
  public int predicted(int label) {
    return counts.stream().mapToInt(row -> row.get(label)).sum();
  }

  /** Mean recall of the classes that have images; 0 without images. */
  public double balancedAccuracy() {
    return perClass().stream()
        .filter(metrics -> metrics.support() > 0)
        .mapToDouble(ClassMetrics::recall)
        .average()
        .orElse(0);
  }

  /** Mean F1 of the classes that have images or were predicted; 0 without images. */
  public double macroF1() {
    return IntStream.range(0, classes.size())
        .filter(label -> support(label) + predicted(label) > 0)
        .mapToDouble(label -> perClass(label).f1())
        .average()
        .orElse(0);
  }

  /**
   * Matthews' correlation of prediction and truth, for several classes (Gorodkin 2004): 1 if all is
   * right, 0 for guessing, and where one class is all there is or all that was predicted.
   */
  public double matthewsCorrelation() {
    double total = total();
    double hits = 0;
    double both = 0;
    double predictedSquares = 0;
    double actualSquares = 0;
    for (int label = 0; label < classes.size(); label++) {
      double predicted = predicted(label);
      double actual = support(label);
      hits += count(label, label);
      both += predicted * actual;
      predictedSquares += predicted * predicted;
      actualSquares += actual * actual;
    }
    double scale = Math.sqrt((total * total - predictedSquares) * (total * total - actualSquares));
    return scale == 0 ? 0 : (hits * total - both) / scale;
  }
}
