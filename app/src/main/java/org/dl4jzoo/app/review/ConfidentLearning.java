package org.dl4jzoo.app.review;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labels that look wrong, by confident learning (Northcutt, Jiang and Chuang 2021). A class's
 * threshold is the mean probability that its own rows get of it. A row counts as confidently of the
 * most probable of the classes whose threshold it reaches.
 *
 * <p>Suspects are all rows whose label isn't the most probable class, ranked by the margin. Those
 * that are confidently of another class (off the diagonal of the confident joint) are few and
 * mostly right; the others complete the ranking where more labels are wrong than that.
 */
final class ConfidentLearning {

  /**
   * A row whose label may be wrong.
   *
   * @param row its number
   * @param suggested the most probable class
   * @param probability of that class
   * @param margin the probability of its label less that of the most probable class: -1 for the
   *     surest suspect
   * @param confident whether it is confidently of another class than its label
   */
  record Suspect(int row, int suggested, double probability, double margin, boolean confident) {}

  private final int[] labels;
  private final double[][] probabilities;
  private final double[] thresholds;

  /**
   * Looks at labelled rows.
   *
   * @param labels of the N rows
   * @param probabilities [N][K] by a classifier that was not fitted to the row
   */
  ConfidentLearning(int[] labels, double[][] probabilities) {
    this.labels = labels.clone();
    this.probabilities = Arrays.copyOf(probabilities, probabilities.length);
    this.thresholds = thresholds();
  }

  /** A class without rows has no threshold (NaN), which no probability reaches. */
  private double[] thresholds() {
    int classes = probabilities.length == 0 ? 0 : probabilities[0].length;
    double[] sums = new double[classes];
    int[] counts = new int[classes];
    for (int n = 0; n < labels.length; n++) {
      sums[labels[n]] += probabilities[n][labels[n]];
      counts[labels[n]]++;
    }
    return IntStream.range(0, classes).mapToDouble(k -> sums[k] / counts[k]).toArray();
  }

  /** The class that a row is confidently of; empty if it reaches no threshold. */
  private Optional<Integer> confidentClass(int row) {
    double[] p = probabilities[row];
    return IntStream.range(0, p.length)
        .filter(k -> p[k] >= thresholds[k])
        .boxed()
        .max(Comparator.comparingDouble(k -> p[k]));
  }

  /** The suspects, the smallest margin first. */
  List<Suspect> suspects() {
    return IntStream.range(0, labels.length)
        .boxed()
        .map(this::suspect)
        .filter(suspect -> suspect.suggested() != labels[suspect.row()])
        .sorted(Comparator.comparingDouble(Suspect::margin).thenComparing(Suspect::row))
        .toList();
  }

  private Suspect suspect(int row) {
    double[] p = probabilities[row];
    int best = labels[row];
    for (int k = 0; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    boolean confident = confidentClass(row).filter(k -> k != labels[row]).isPresent();
    return new Suspect(row, best, p[best], p[labels[row]] - p[best], confident);
  }

  /**
   * The confident joint: how many rows of a label (first index) are confidently of a class (second
   * index).
   */
  int[][] confidentJoint() {
    int[][] joint = new int[thresholds.length][thresholds.length];
    for (int n = 0; n < labels.length; n++) {
      int label = labels[n];
      confidentClass(n).ifPresent(k -> joint[label][k]++);
    }
    return joint;
  }

  /**
   * How many labels are wrong, estimated: the confident joint with each of its rows scaled to all
   * rows of that label, off the diagonal.
   */
  double estimatedErrors() {
    int[][] joint = confidentJoint();
    double errors = 0;
    for (int k = 0; k < joint.length; k++) {
      int label = k;
      int confident = Arrays.stream(joint[k]).sum();
      long all = Arrays.stream(labels).filter(each -> each == label).count();
      errors += confident == 0 ? 0 : (double) (confident - joint[k][k]) / confident * all;
    }
    return errors;
  }

  /** The threshold of each class. */
  double[] classThresholds() {
    return thresholds.clone();
  }
}
