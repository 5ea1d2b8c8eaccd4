package org.dl4jzoo.app.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.evaluate.Scoring;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.report.Epoch;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.report.page.EvaluationPage;
import org.dl4jzoo.app.report.page.Looked;
import org.dl4jzoo.app.report.page.Subject;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.TestTimeAugment;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * A network that is to be measured, and what its report tells of it.
 *
 * @param card how the network is used
 * @param file where it is
 * @param images which images it is measured on, such as {@code test}
 * @param run the folder of its training; null if there is none
 * @param augment which views of an image are shown to it
 * @param precision what it computes with
 * @param proposed a temperature that was fitted but isn't kept; null if there is none
 * @param command the command that measures it again
 * @param calibrate the command that calibrates it; null if none can
 */
public record Measurement(
    ModelCard card,
    Path file,
    String images,
    RunFolder run,
    TestTimeAugment augment,
    InferencePrecision precision,
    Temperature proposed,
    String command,
    String calibrate) {

  /**
   * The network that a training kept, on images that it wasn't trained on.
   *
   * @param subset of the run's own images
   * @param proposed a temperature that was fitted but isn't kept; null if there is none
   */
  public static Measurement of(RunFolder run, ModelCard card, Subset subset, Temperature proposed) {
    String command = "zoo evaluate " + run;
    return new Measurement(
        card,
        run.best(),
        subset.toString(),
        run,
        TestTimeAugment.OFF,
        InferencePrecision.FLOAT32,
        proposed,
        command,
        command + " --calibrate");
  }

  /**
   * A network that was trained on all images, as those of a cross-validation tell of it.
   *
   * @param proposed a temperature that was fitted to what they say
   * @param command the one that cross-validates
   */
  public static Measurement ofFolds(
      RunFolder run, ModelCard card, Temperature proposed, String command) {
    return new Measurement(
        card,
        run.best(),
        Subject.FOLDS,
        run,
        TestTimeAugment.OFF,
        InferencePrecision.FLOAT32,
        proposed,
        command,
        null);
  }

  /**
   * Runs the network over the images.
   *
   * @param logits of the network, [N,K], over the classes of the card
   * @param batches of the views that it is shown
   * @throws org.dl4jzoo.app.console.UsageException if the network's output is not finite
   */
  public EvaluationReport evaluate(
      Inference logits, ImageBatches batches, ProgressDisplay display) {
    display.start("evaluating", batches.size());
    Scoring scoring = card.scoring(augment.views());
    EvaluationReport report =
        Evaluator.evaluate(logits, scoring, card.labels(), batches.epoch(0), display)
            .withViews(augment);
    display.done();
    if (card.temperature() != null) {
      return report.withTemperature(card.temperature(), true);
    }
    return proposed == null ? report : report.withTemperature(proposed, false);
  }

  /**
   * Writes the report.
   *
   * @param report of at least one image
   * @param classifier that was evaluated; its answers are timed
   * @param skipped images that couldn't be read
   * @param review images that a person should look at; null if nobody looked for any
   * @throws org.dl4jzoo.app.console.UsageException if a file can't be written
   */
  public void write(
      EvaluationReport report,
      Classifier classifier,
      int skipped,
      Review review,
      ReportFolder folder,
      ProgressDisplay display) {
    Speed speed = Speed.of(classifier.logits(), card.options().image(), report.count());
    Subject subject = subject(speed, skipped);
    folder.write(subject.title(), report);
    folder.write(review, card.labels());
    display.start("reporting", report.count());
    // Those of a cross-validation were not answered by this network, which has learnt them since.
    Map<String, Looked> looked =
        images.equals(Subject.FOLDS)
            ? Map.of()
            : Explanations.of(classifier.graph(), card, EvaluationPage.toExplain(report));
    EvaluationPage page = EvaluationPage.of(subject, report, looked, review, display);
    display.done();
    folder.write(page.numbers());
    page.write(folder.page());
  }

  private Subject subject(Speed speed, int skipped) {
    return new Subject(
        card.model(),
        images,
        run == null ? List.of() : epochs(run.history()),
        Facts.cost(card, file, speed),
        Facts.card(
            card,
            file,
            run == null ? List.of() : RunImages.facts(run),
            augment,
            precision,
            skipped),
        Facts.settings(card),
        command,
        calibrate);
  }

  /** Epochs of a training, as pages show them. */
  public static List<Epoch> epochs(List<EpochMetrics> history) {
    return history.stream().map(Measurement::epoch).toList();
  }

  private static Epoch epoch(EpochMetrics metrics) {
    return new Epoch(
        metrics.epoch(),
        metrics.learningRate(),
        metrics.trainLoss(),
        metrics.trainAccuracy(),
        metrics.validationLoss(),
        metrics.validationTop1());
  }
}
