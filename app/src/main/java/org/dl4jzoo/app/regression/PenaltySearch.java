package org.dl4jzoo.app.regression;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds the penalty of a logistic regression: the one whose classifiers give the lowest
 * cross-entropy on rows held out from them, in their first view. All views of a row are in the same
 * fold. From the strongest penalty on, each fit begins where the one before ended, and the search
 * ends as soon as a weaker penalty is no better.
 */
public final class PenaltySearch {

  /** Inverse penalties, as scikit-learn's {@code C}, for features whose mean square is 1. */
  private static final double[] STRENGTHS = {1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};

  /** Enough to rank penalties by held-out cross-entropy: it is right to some hundredths. */
  private static final double ROUGH = 1e-3;

  /**
   * A penalty and what it gives.
   *
   * @param inversePenalty scikit-learn's {@code C}
   * @param loss mean cross-entropy of the rows held out, weighted by class
   * @param right of each row, whether the classifier that it was held out from classifies it right
   */
  public record Choice(double inversePenalty, double loss, List<Boolean> right) {

    /** Copies the list. */
    public Choice {
      right = List.copyOf(right);
    }

    /** How many rows are classified right. */
    public int hits() {
      return Collections.frequency(right, true);
    }

    /** Share of the rows that is classified right. */
    public double accuracy() {
      return (double) hits() / right.size();
    }
  }

  private final ViewedRows rows;
  private final int[] labels;
  private final int[] folds;
  private final LinearClassifier[] fitted = new LinearClassifier[StratifiedFolds.COUNT];

  private PenaltySearch(ViewedRows rows) {
    this.rows = rows;
    this.labels = rows.labelsOfRows();
    this.folds = StratifiedFolds.of(rows.labels(), rows.classes());
    Arrays.fill(fitted, LinearClassifier.undecided(rows.features().columns(), rows.classes()));
  }

  /** Searches a penalty for these rows. */
  public static Choice of(ViewedRows rows) {
    PenaltySearch search = new PenaltySearch(rows);
    Choice best = search.tried(STRENGTHS[0]);
    for (int i = 1; i < STRENGTHS.length; i++) {
      Choice next = search.tried(STRENGTHS[i]);
      if (!(next.loss() < best.loss())) {
        break;
      }
      best = next;
    }
    return best;
  }

  /** Fits a classifier to all rows. */
  public static LinearClassifier fit(ViewedRows rows, Choice choice) {
    return new LogisticRegression(1 / choice.inversePenalty())
        .fit(
            rows.features(),
            rows.labelsOfRows(),
            rows.weightsOfRows(n -> true),
            LinearClassifier.undecided(rows.features().columns(), rows.classes()));
  }

  private Choice tried(double inversePenalty) {
    LogisticRegression regression = new LogisticRegression(1 / inversePenalty, ROUGH);
    double loss = 0;
    double weights = 0;
    Boolean[] right = new Boolean[folds.length];
    for (int f = 0; f < fitted.length; f++) {
      int fold = f;
      double[] others = rows.weightsOfRows(n -> folds[n] != fold);
      fitted[f] = regression.fit(rows.features(), labels, others, fitted[f]);
      int[] held = IntStream.range(0, folds.length).filter(n -> folds[n] == fold).toArray();
      double[][] probabilities = probabilities(fitted[f], held);
      for (int i = 0; i < held.length; i++) {
        int label = rows.labels()[held[i]];
        double weight = rows.classWeights()[label];
        loss -= weight * Math.log(Math.max(probabilities[i][label], Double.MIN_NORMAL));
        weights += weight;
        right[held[i]] = mostProbable(probabilities[i]) == label;
      }
    }
    return new Choice(inversePenalty, loss / weights, List.of(right));
  }

  /** Of the first views. */
  private double[][] probabilities(LinearClassifier classifier, int[] held) {
    if (held.length == 0) {
      return new double[0][];
    }
    int[] firstViews = IntStream.of(held).map(n -> n * rows.views()).toArray();
    INDArray features = Nd4j.pullRows(rows.features(), 1, firstViews);
    return classifier.probabilities(features);
  }

  private static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }
}
