package org.dl4jzoo.app.review;

import java.util.stream.IntStream;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.app.regression.StratifiedFolds;
import org.dl4jzoo.data.Progress;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Probabilities that a classifier gives to rows it was not fitted to: the rows are dealt out to
 * folds, and those of each fold are classified by logistic regression on the others.
 */
final class CrossValidation {

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
    int[] folds = StratifiedFolds.of(labels, classes);
    double[][] probabilities = new double[labels.length][];
    progress.start("checking labels", StratifiedFolds.COUNT);
    for (int f = 0; f < StratifiedFolds.COUNT; f++) {
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
}
