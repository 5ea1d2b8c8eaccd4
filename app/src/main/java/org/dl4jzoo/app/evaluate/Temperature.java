package org.dl4jzoo.app.evaluate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
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
public record Temperature(@JsonValue double value) {

  /** Leaves logits as they are. */
  public static final Temperature ONE = new Temperature(1);

  private static final double LARGEST = 50;
  private static final double PRECISION = 1e-6;
  private static final int MOST_STEPS = 200;

  /** Checks the range. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Temperature {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a temperature must be a number above 0; got " + value);
    }
  }

  /**
   * The temperature with the least cross-entropy, from 1/{@value #LARGEST} to {@value #LARGEST}.
   *
   * @param predictions of images that the network was not trained on, at least one; one must be
   *     wrong, or the surer the better
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

  /** The predictions as this temperature makes them. */
  public List<LabelledPrediction> apply(List<LabelledPrediction> predictions) {
    return predictions.stream()
        .map(each -> new LabelledPrediction(each.example(), apply(each.probabilities())))
        .toList();
  }

  /** What takes this temperature away again. */
  public Temperature inverse() {
    return new Temperature(1 / value);
  }

  /** The number as people read it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
