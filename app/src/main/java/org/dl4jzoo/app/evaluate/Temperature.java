package org.dl4jzoo.app.evaluate;

import java.util.List;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The number that a classifier's logits are divided by so that its probabilities can be believed
 * (Guo et al. 2017): above 1 it was too sure, below 1 too modest. The order of the classes stays.
 *
 * @param value above 0
 */
public record Temperature(double value) {

  private static final double LARGEST = 50;
  private static final double PRECISION = 1e-6;
  private static final int MOST_STEPS = 200;

  /**
   * The temperature with the least cross-entropy.
   *
   * @param predictions of images that the network was not trained on, at least one
   */
  public static Temperature fit(List<LabelledPrediction> predictions) {
    BrentOptimizer search = new BrentOptimizer(PRECISION, PRECISION);
    double best =
        search
            .optimize(
                new UnivariateObjectiveFunction(
                    logarithm -> new Temperature(Math.exp(logarithm)).loss(predictions)),
                GoalType.MINIMIZE,
                new SearchInterval(-Math.log(LARGEST), Math.log(LARGEST), 0),
                new MaxEval(MOST_STEPS))
            .getPoint();
    return new Temperature(Math.exp(best));
  }

  /** Mean cross-entropy, in nats, of the predictions at this temperature. */
  public double loss(List<LabelledPrediction> predictions) {
    return predictions.stream()
        .mapToDouble(
            prediction ->
                -Math.log(
                    Math.max(
                        Float.MIN_NORMAL, apply(prediction.probabilities())[prediction.label()])))
        .average()
        .orElseThrow();
  }

  /** Probabilities as this temperature makes them: their logarithms are logits as good as any. */
  public float[] apply(float[] probabilities) {
    float[] logits = new float[probabilities.length];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = (float) (Math.log(Math.max(Float.MIN_NORMAL, probabilities[k])) / value);
    }
    return Logits.softmax(logits);
  }
}
