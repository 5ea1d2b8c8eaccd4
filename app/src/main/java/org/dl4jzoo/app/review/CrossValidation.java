package org.dl4jzoo.app.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.data.Progress;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Probabilities that a classifier gives to rows it was not fitted to: the rows are dealt out to
 * folds, and those of each fold are classified by logistic regression on the others.
 */
final class CrossValidation {

  private static final int FOLDS = 5;

  /** Decides the folds; a constant, so that the same images give the same report. */
  private static final long SEED = 1;

  private CrossValidation() {}

  /**
   * The probabilities.
   *
   * @param features [N,D], double
   * @param labels of the rows
   * @return a row of as many as there are classes for each of the N
   */
  static double[][] probabilities(
      INDArray features,
      int[] labels,
      int classes,
      LogisticRegression regression,
      Progress progress) {
    int[] folds = folds(labels, classes);
    double[][] probabilities = new double[labels.length][];
    progress.start("checking labels", FOLDS);
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] held = IntStream.range(0, labels.length).filter(n -> folds[n] == fold).toArray();
      int[] others = IntStream.range(0, labels.length).filter(n -> folds[n] != fold).toArray();
      if (held.length > 0 && others.length > 0) {
        int[] known = IntStream.of(others).map(n -> labels[n]).toArray();
        double[][] rows =
            regression
                .fit(Nd4j.pullRows(features, 1, others), known, classes)
                .probabilities(Nd4j.pullRows(features, 1, held));
        for (int n = 0; n < held.length; n++) {
          probabilities[held[n]] = rows[n];
        }
      }
      progress.step(fold + 1L);
    }
    progress.done();
    return probabilities;
  }

  /** The fold of each row: every class is dealt out evenly, and so are all rows together. */
  static int[] folds(int[] labels, int classes) {
    int[] folds = new int[labels.length];
    int dealt = 0;
    for (int k = 0; k < classes; k++) {
      int label = k;
      List<Integer> rows =
          new ArrayList<>(
              IntStream.range(0, labels.length).filter(n -> labels[n] == label).boxed().toList());
      Collections.shuffle(rows, new Random(SEED + k));
      for (int row : rows) {
        folds[row] = dealt % FOLDS;
        dealt++;
      }
    }
    return folds;
  }
}
