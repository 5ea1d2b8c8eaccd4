package org.dl4jzoo.app.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Robustness;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.InputViews;
import org.dl4jzoo.data.image.Corruption;
import org.dl4jzoo.zoo.inference.Inference;

/** Shows a network the images again, each time changed in one way. */
public final class RobustnessTrial {

  private RobustnessTrial() {}

  /**
   * Tries every {@link Corruption}, and adds what comes of it to a report.
   *
   * @param logits of the network, [N,K], over the classes of the card
   * @param clean the report of the images as they are
   * @param images makes batches of the same images, seen as told
   */
  public static EvaluationReport of(
      Inference logits,
      ModelCard card,
      EvaluationReport clean,
      Function<InputViews, ImageBatches> images,
      ProgressDisplay display) {
    List<Robustness> tried = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      try (ImageBatches batches = images.apply(InputViews.of(corruption, card.preprocessing()))) {
        display.start(corruption.text(), batches.size());
        List<LabelledPrediction> changed =
            Evaluator.evaluate(logits, card.labels(), batches.epoch(0), display).predictions();
        display.done();
        tried.add(Robustness.of(corruption, clean.predictions(), changed));
      }
    }
    return clean.withRobustness(tried);
  }
}
