package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.evaluate.Advice;
import org.dl4jzoo.app.evaluate.Calibration;
import org.dl4jzoo.app.evaluate.ClassScores;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Floor;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Selection;
import org.dl4jzoo.app.evaluate.Slice;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.data.Progress;

/**
 * Everything that stands on the page of an evaluation, as the templates take it.
 *
 * @param subject what was evaluated
 * @param report how it fared
 * @param floor what is reached without looking
 * @param scores of each class
 * @param calibration whether its probabilities can be believed
 * @param selection accuracy where the least sure answers are left out
 * @param slices parts of the images
 * @param gallery images to look at
 * @param looked where the network looked in the {@link #toExplain} images, by the image's path
 * @param labels images whose label, or presence, looks wrong; null if nobody looked for any
 * @param map where the images lie by their features; null if nobody looked, or there are many
 *     classes
 * @param advice what to do next
 */
public record EvaluationPage(
    Subject subject,
    EvaluationReport report,
    Floor floor,
    List<ClassScores> scores,
    Calibration calibration,
    Selection selection,
    List<Slice> slices,
    Gallery gallery,
    Map<String, Looked> looked,
    LabelIssues labels,
    FeatureMap map,
    List<String> advice) {

  private static final int PICTURES_A_SECTION = 24;
  private static final List<Double> WANTED_ACCURACIES = List.of(0.95, 0.98, 0.99);

  /**
   * Computes the page; reads the images again for their thumbnails.
   *
   * @param report of at least one image, with its predictions
   * @param looked where the network looked in those {@link #toExplain}, by the image's path
   * @param review images that a person should look at; null if nobody looked for any
   */
  public static EvaluationPage of(
      Subject subject,
      EvaluationReport report,
      Map<String, Looked> looked,
      Review review,
      Progress progress) {
    ImageSurvey survey = ImageSurvey.of(report.predictions(), progress);
    List<Advice.Epoch> epochs =
        subject.history().stream()
            .map(epoch -> new Advice.Epoch(epoch.validationTop1(), epoch.validationLoss()))
            .toList();
    return new EvaluationPage(
        subject,
        report,
        Floor.of(report.confusion()),
        ClassScores.of(report.confusion(), report.predictions()),
        Calibration.of(report.predictions()),
        Selection.of(report.predictions()),
        survey.slices(),
        survey.gallery(),
        looked,
        review == null ? null : LabelIssues.of(review, report.confusion().classes()),
        map(subject, report, survey.gallery(), review),
        Advice.of(report, epochs, survey.slices(), review, subject.calibrate()));
  }

  private static FeatureMap map(
      Subject subject, EvaluationReport report, Gallery gallery, Review review) {
    boolean drawn = review != null && report.confusion().hasFewClasses();
    return drawn
        ? FeatureMap.of(
            report.predictions(),
            gallery,
            subject.images(),
            review,
            report.confusion().classes().size())
        : null;
  }

  /** Every number of the page, for {@code report.json}. */
  public Map<String, Object> numbers() {
    return PageNumbers.of(this);
  }

  /**
   * Writes the page.
   *
   * @throws org.dl4jzoo.app.console.UsageException if it can't be written
   */
  public void write(Path html) {
    PageAssets.write("evaluation.jte", this, html);
  }

  /** The most confident mistakes and the least confident hits that the page shows. */
  public static List<LabelledPrediction> toExplain(EvaluationReport report) {
    List<LabelledPrediction> all = report.predictions();
    return Stream.concat(
            LabelledPrediction.mostConfidentMistakes(all, PICTURES_A_SECTION).stream(),
            LabelledPrediction.leastConfidentHits(all, Gallery.HITS_A_CELL).stream())
        .toList();
  }

  /** The numbers beside top-1. */
  public List<Tile> tiles() {
    return Tile.of(report, floor);
  }

  /** Whether there are few enough classes for a matrix and for curves. */
  public boolean hasFewClasses() {
    return report.confusion().hasFewClasses();
  }

  /** Names of the classes. */
  public List<String> classes() {
    return report.confusion().classes();
  }

  /** The classes' scores; where there are many, those of the classes that fared worst. */
  public List<ClassScores> shownScores() {
    if (hasFewClasses()) {
      return scores;
    }
    return scores.stream()
        .filter(score -> score.metrics().support() > 0)
        .sorted(Comparator.comparingDouble(score -> score.metrics().f1()))
        .limit(ConfusionMatrix.FEW_CLASSES)
        .toList();
  }

  /** The most frequent confusions. */
  public List<Confusion> confusions() {
    return Confusion.of(report.confusion(), ConfusionMatrix.FEW_CLASSES);
  }

  /** The most confident mistakes. */
  public List<Gallery.Picture> worst() {
    return gallery.worst(PICTURES_A_SECTION);
  }

  /** The least confident hits. */
  public List<Gallery.Picture> leastSure() {
    return gallery.leastSure(Gallery.HITS_A_CELL);
  }

  /** Where a network of two classes decides; null with more of them. */
  public Decision decision() {
    return classes().size() == 2 ? Decision.of(report.confusion()) : null;
  }

  /** What has to be left to a person for some accuracies. */
  public List<Operating> operating() {
    return WANTED_ACCURACIES.stream()
        .map(wanted -> new Operating(wanted, selection.forAccuracy(wanted).orElse(null)))
        .toList();
  }

  /**
   * An accuracy that is wanted and how it is to be had.
   *
   * @param accuracy share in [0, 1]
   * @param point null if it can't be had
   */
  public record Operating(double accuracy, Selection.Point point) {}

  /** What the script tells of the map's points, as JSON that may stand inside a script element. */
  public String mapData() {
    return ScriptData.escaped(Json.line(map.data()));
  }

  /** What the script draws, as JSON that may stand inside a script element. */
  public String data() {
    return ScriptData.of(
        classes(), report.predictions(), hasFewClasses(), selection, subject, gallery);
  }
}
