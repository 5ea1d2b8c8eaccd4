package org.dl4jzoo.app.train;

import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Temperature;
import org.dl4jzoo.app.measure.Classifier;
import org.dl4jzoo.app.measure.FittedTemperature;
import org.dl4jzoo.app.measure.ImageReview;
import org.dl4jzoo.app.measure.Measurement;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * What a training tells of its network at its end: how it fares on the test images, or how the
 * networks of a cross-validation fared.
 *
 * @param config of the training
 * @param run its folder
 * @param data its images
 */
record FinalReport(TrainConfig config, RunFolder run, TrainingData data, ProgressDisplay display) {

  /**
   * Tests the network that was kept.
   *
   * @return null if there are no test images, or none can be read
   */
  EvaluationReport test() {
    if (!data.hasTest()) {
      return null;
    }
    try (ImageBatches images = data.test();
        CheckpointWeights kept = CheckpointWeights.open(run.best());
        Classifier classifier = classifier(kept)) {
      ModelCard card = kept.card();
      Measurement measurement =
          Measurement.ofTest(run, card, temperature(card, classifier.logits()));
      EvaluationReport report = measurement.evaluate(classifier.logits(), images, display);
      new SkippedImages(run, display).tell("test", images.skipped());
      if (report.count() == 0) {
        return null;
      }
      write(measurement, report, classifier, images.skipped().size());
      return report;
    }
  }

  private Classifier classifier(CheckpointWeights kept) {
    return Classifier.of(kept.classifier(config.engine()), kept.card());
  }

  private Temperature temperature(ModelCard card, Inference logits) {
    if (!data.hasValidation()) {
      return null;
    }
    try (ImageBatches validation = data.heldOut()) {
      return FittedTemperature.proposal(logits, card, validation, display);
    }
  }

  private void write(
      Measurement measurement, EvaluationReport report, Classifier classifier, int skipped) {
    ReportFolder folder = ReportFolder.create(run.report("test"));
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

  /**
   * Tests the networks of the folds, each on the images that it never saw.
   *
   * @return what they say of all images
   */
  EvaluationReport crossValidate() {
    EvaluationReport plain = new FoldTrainings(config, run, display).evaluate(data);
    Temperature fitted = Temperature.fit(plain.predictions());
    EvaluationReport report = plain.withTemperature(fitted, false);
    try (CheckpointWeights kept = CheckpointWeights.open(run.best());
        Classifier classifier = classifier(kept)) {
      ReportFolder folder = ReportFolder.create(run.report(Measurement.FOLDS));
      Measurement.ofFolds(run, kept.card(), fitted)
          .write(report, classifier, 0, null, folder, display);
      display.line("report: " + folder.page());
      return report;
    }
  }
}
