package org.dl4jzoo.app.measure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * A temperature with the images that it was fitted on.
 *
 * @param temperature with the least loss on them
 * @param images how many there are
 * @param before their loss without it
 * @param after their loss with it
 */
public record FittedTemperature(Temperature temperature, int images, double before, double after) {

  /**
   * Fits one.
   *
   * @param logits of the network, [N,K]
   * @param card says how it is used
   * @param validation images that the network was not trained on
   * @return empty if none of them is wrong: the surer the better then
   * @throws org.dl4jzoo.app.console.UsageException if the network's output is not finite
   */
  public static Optional<FittedTemperature> fit(
      Inference logits, ModelCard card, ImageBatches validation, ProgressDisplay display) {
    display.start("calibrating", validation.size());
    List<LabelledPrediction> predictions =
        Evaluator.evaluate(logits, card.labels(), validation.epoch(0), display).predictions();
    display.done();
    if (!validation.skipped().isEmpty()) {
      display.line(
          "%d of %d validation images could not be read and were skipped"
              .formatted(validation.skipped().size(), validation.size()));
    }
    if (predictions.stream().allMatch(LabelledPrediction::correct)) {
      return Optional.empty();
    }
    Temperature fitted = Temperature.fit(predictions);
    return Optional.of(
        new FittedTemperature(
            fitted,
            predictions.size(),
            Temperature.ONE.loss(predictions),
            fitted.loss(predictions)));
  }

  /**
   * What a network without a temperature should get.
   *
   * @return null if it has one, or none can be fitted
   */
  public static Temperature proposal(
      Inference logits, ModelCard card, ImageBatches validation, ProgressDisplay display) {
    if (card.temperature() != null) {
      return null;
    }
    return fit(logits, card, validation, display).map(FittedTemperature::temperature).orElse(null);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, fitted on %d validation images: their loss goes from %.4f to %.4f",
        temperature,
        images,
        before,
        after);
  }
}
