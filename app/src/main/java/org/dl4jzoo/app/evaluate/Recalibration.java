package org.dl4jzoo.app.evaluate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What a temperature that was fitted on validation images does to the probabilities of others.
 *
 * @param value the temperature
 * @param applied whether the probabilities of the report have it; else it is a proposal
 * @param without the probabilities as the network gives them
 * @param with the probabilities at that temperature
 */
@JsonPropertyOrder({"value", "applied", "without", "with"})
public record Recalibration(Temperature value, boolean applied, Quality without, Quality with) {

  /**
   * How good probabilities are.
   *
   * @param loss mean cross-entropy, in nats
   * @param calibration whether they can be believed
   */
  public record Quality(double loss, Calibration calibration) {

    private static Quality of(List<LabelledPrediction> predictions) {
      return new Quality(Temperature.ONE.loss(predictions), Calibration.of(predictions));
    }
  }

  /** Whether the probabilities are nearer to the share that is right with the temperature. */
  public boolean helps() {
    return Math.abs(with.calibration().overconfidence())
        < Math.abs(without.calibration().overconfidence());
  }

  /**
   * Compares.
   *
   * @param report of at least one image
   * @param applied whether the report's probabilities have the temperature already
   */
  static Recalibration of(EvaluationReport report, Temperature temperature, boolean applied) {
    List<LabelledPrediction> predictions = report.predictions();
    Quality reported = new Quality(report.loss(), Calibration.of(predictions));
    Temperature other = applied ? temperature.inverse() : temperature;
    Quality others = Quality.of(other.apply(predictions));
    return applied
        ? new Recalibration(temperature, true, others, reported)
        : new Recalibration(temperature, false, reported, others);
  }
}
