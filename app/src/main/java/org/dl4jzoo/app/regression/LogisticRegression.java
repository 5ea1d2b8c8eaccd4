package org.dl4jzoo.app.regression;

import java.util.Arrays;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multinomial logistic regression: minimizes the sum of the cross-entropies plus half the penalty
 * times the sum of the squared weights. Biases are not penalized. The minimum is unique, so the
 * result depends on nothing but the data; scikit-learn's {@code C} is 1 / penalty.
 *
 * @param penalty on the weights, greater than 0
 * @param tolerance the largest derivative of the mean cross-entropy that is left; the probabilities
 *     are right to some ten times as much
 */
public record LogisticRegression(double penalty, double tolerance) {

  private static final double EXACT = 1e-6;

  private static final int MOST_STEPS = 500;

  /** Checks the penalty. */
  public LogisticRegression {
    if (!(penalty > 0)) {
      throw new UsageException("penalty must be greater than 0; got " + penalty);
    }
  }

  /** One whose probabilities are right to some 1e-5. */
  public LogisticRegression(double penalty) {
    this(penalty, EXACT);
  }

  /**
   * Learns classes.
   *
   * @param features [N,D], double
   * @param labels of the N rows, from 0
   * @param classes how many there are; one without a row gets next to no probability
   */
  public LinearClassifier fit(INDArray features, int[] labels, int classes) {
    double[] alike = new double[labels.length];
    Arrays.fill(alike, 1);
    return fit(features, labels, alike, LinearClassifier.undecided(features.columns(), classes));
  }

  /**
   * Learns classes from rows that don't all count alike.
   *
   * @param features [N,D], double
   * @param labels of the N rows, from 0
   * @param weights factor on the cross-entropy of each row; a row of 0 might as well not be there
   * @param start where the search begins; the time depends on it, the minimum doesn't
   */
  LinearClassifier fit(INDArray features, int[] labels, double[] weights, LinearClassifier start) {
    int classes = start.bias().length;
    Loss loss = new Loss(features, labels, weights, classes, penalty);
    double[] point = Arrays.copyOf(loss.flattened(start), loss.length() + classes);
    System.arraycopy(start.bias(), 0, point, loss.length(), classes);
    double[] least = Lbfgs.minimize(loss, point, tolerance, MOST_STEPS);
    INDArray slopes =
        Nd4j.create(
            Arrays.copyOf(least, loss.length()), new long[] {features.columns(), classes}, 'f');
    double[] bias = Arrays.copyOfRange(least, loss.length(), least.length);
    return new LinearClassifier(slopes, bias);
  }

  /**
   * The penalized loss, divided by the number of rows. A point is the weights, class by class, and
   * then the biases.
   */
  private static final class Loss implements Lbfgs.Function {

    private final INDArray features;
    private final int[] labels;
    private final double[] weightsOfRows;
    private final int classes;
    private final double penalty;
    private final INDArray weights;
    private final INDArray logits;
    private final INDArray slopes;

    Loss(INDArray features, int[] labels, double[] weightsOfRows, int classes, double penalty) {
      this.features = features;
      this.labels = labels;
      this.weightsOfRows = weightsOfRows;
      this.classes = classes;
      this.penalty = penalty / labels.length;
      this.weights = Nd4j.create(DataType.DOUBLE, new long[] {features.columns(), classes}, 'f');
      this.logits = Nd4j.create(DataType.DOUBLE, new long[] {labels.length, classes}, 'f');
      this.slopes = Nd4j.create(DataType.DOUBLE, new long[] {features.columns(), classes}, 'f');
    }

    /** Number of weights. */
    int length() {
      return features.columns() * classes;
    }

    /** The weights of a classifier as they are in a point. */
    double[] flattened(LinearClassifier classifier) {
      return classifier.weights().dup('f').data().asDouble();
    }

    @Override
    public double at(double[] point, double[] gradient) {
      weights.data().asNioDouble().put(point, 0, length());
      Nd4j.gemm(features, weights, logits, false, false, 1, 0);
      double loss = toResiduals(point, gradient);
      Nd4j.gemm(features, logits, slopes, true, false, 1, 0);
      slopes.data().asNioDouble().get(gradient, 0, length());
      for (int i = 0; i < length(); i++) {
        gradient[i] = gradient[i] / labels.length + penalty * point[i];
        loss += penalty / 2 * point[i] * point[i];
      }
      return loss;
    }

    /** Puts weighted probability minus truth where the logits were; returns the mean loss. */
    private double toResiduals(double[] point, double[] gradient) {
      int rows = labels.length;
      double[] values = new double[rows * classes];
      logits.data().asNioDouble().get(values);
      Arrays.fill(gradient, length(), gradient.length, 0);
      double[] row = new double[classes];
      double loss = 0;
      for (int n = 0; n < rows; n++) {
        for (int k = 0; k < classes; k++) {
          row[k] = values[k * rows + n] + point[length() + k];
        }
        loss += weightsOfRows[n] * Softmax.inPlace(row, labels[n]) / rows;
        for (int k = 0; k < classes; k++) {
          double residual = weightsOfRows[n] * (row[k] - (k == labels[n] ? 1 : 0));
          values[k * rows + n] = residual;
          gradient[length() + k] += residual / rows;
        }
      }
      logits.data().asNioDouble().put(values);
      return loss;
    }
  }
}
