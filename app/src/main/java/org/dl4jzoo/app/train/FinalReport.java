package org.dl4jzoo.app.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.measure.Classifier;
import org.dl4jzoo.app.measure.FittedTemperature;
import org.dl4jzoo.app.measure.ImageReview;
import org.dl4jzoo.app.measure.Measurement;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.report.page.Subject;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * What a training tells of its network at its end: how it fares on images that it wasn't trained
 * on, or how the networks of a cross-validation fared.
 *
 * @param config of the training
 * @param run its folder
 * @param data its images
 */
record FinalReport(TrainConfig config, RunFolder run, TrainingData data, ProgressDisplay display) {

  /**
   * Reports on the network that was kept, and on those of a cross-validation.
   *
   * @return what was found, by the images that it was found on: {@code test}, or where there are
   *     none {@code validation}, and {@link Subject#FOLDS}
   */
  Map<String, EvaluationReport> write() {
    Map<String, EvaluationReport> reports = new LinkedHashMap<>();
    if (config.crossValidates()) {
      reports.put(Subject.FOLDS, crossValidate());
    }
    // The images of a single fold are reported on with those of the others.
    boolean validates = data.hasValidation() && config.fold() == null;
    Subset subset = data.hasTest() ? Subset.TEST : Subset.VALIDATION;
    if (data.hasTest() || validates) {
      measure(subset).ifPresent(report -> reports.put(subset.toString(), report));
    }
    return reports;
  }

  /** Empty if no image of the subset can be read. */
  private Optional<EvaluationReport> measure(Subset subset) {
    try (ImageBatches images = data.readOnce(subset);
        CheckpointWeights kept = CheckpointWeights.open(run.best());
        Classifier classifier = classifier(kept)) {
      ModelCard card = kept.card();
      // A temperature that was fitted to the images themselves would flatter the report on them.
      Temperature proposed = subset == Subset.TEST ? temperature(card, classifier.logits()) : null;
      Measurement measurement = Measurement.of(run, card, subset, proposed);
      EvaluationReport report = measurement.evaluate(classifier.logits(), images, display);
      new SkippedImages(run, display).tell(subset.toString(), images.skipped());
      if (report.count() == 0) {
        return Optional.empty();
      }
      write(measurement, report, classifier, images.skipped().size());
      return Optional.of(report);
    }
  }

  private Classifier classifier(CheckpointWeights kept) {
    return Classifier.of(kept.classifier(config.engine()), kept.card());
  }

  private Temperature temperature(ModelCard card, Inference logits) {
    if (!data.hasValidation()) {
      return null;
    }
    try (ImageBatches validation = data.readOnce(Subset.VALIDATION)) {
      return FittedTemperature.proposal(logits, card, validation, display);
    }
  }

  private void write(
      Measurement measurement, EvaluationReport report, Classifier classifier, int skipped) {
    ReportFolder folder = ReportFolder.create(run.report(measurement.images()));
    Review review =
        ImageReview.by(classifier.graph(), measurement.card(), config.engine(), display)
            .ofFew(
                data.images().examples().size(),
                data::reviewed,
                measurement.command() + " --label-errors")
            .orElse(null);
    measurement.write(report, classifier, skipped, review, folder, display);
    display.line("report: " + folder.page());
  }

  /** What the networks of the folds say of all images, each of those that it never saw. */
  private EvaluationReport crossValidate() {
    EvaluationReport plain = new FoldTrainings(config, run, display).evaluate(data);
    Temperature fitted = Temperature.fit(plain.predictions());
    EvaluationReport report = plain.withTemperature(fitted, false);
    try (CheckpointWeights kept = CheckpointWeights.open(run.best());
        Classifier classifier = classifier(kept)) {
      ReportFolder folder = ReportFolder.create(run.report(Subject.FOLDS));
      String training = config.weights().equals(TrainConfig.NONE) ? "train" : "finetune";
      String command = "zoo %s --resume %s".formatted(training, run);
      Measurement.ofFolds(run, kept.card(), fitted, command)
          .write(report, classifier, 0, null, folder, display);
      display.line("report: " + folder.page());
      return report;
    }
  }
}
