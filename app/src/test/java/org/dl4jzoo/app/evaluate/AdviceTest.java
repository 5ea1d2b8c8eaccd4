package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final List<String> CLASSES = List.of("daisies", "roses", "tulips");

  /** A report of these counts, by true, then predicted class, all as sure as right on average. */
  private static EvaluationReport report(int[][] counts) {
    ConfusionMatrix confusion = ConfusionMatrix.of(CLASSES, counts);
    return report(confusion, (float) Math.max(0.34, confusion.accuracy()));
  }

  private static EvaluationReport report(ConfusionMatrix confusion, float confidence) {
    List<LabelledPrediction> predictions = new ArrayList<>();
    for (int actual = 0; actual < 3; actual++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        float[] probabilities = new float[3];
        Arrays.fill(probabilities, (1 - confidence) / 2);
        probabilities[predicted] = confidence;
        for (int n = 0; n < confusion.count(actual, predicted); n++) {
          Example example = new Example(Path.of("a.jpg"), "a.jpg", actual);
          predictions.add(new LabelledPrediction(example, probabilities));
        }
      }
    }
    return new EvaluationReport(null, 0.5, confusion, List.of(), predictions);
  }

  private static List<String> advice(int[][] counts, Advice.Epoch... epochs) {
    return Advice.of(report(counts), List.of(epochs), List.of(), null, null);
  }

  @Test
  void nothing_is_advised_where_nothing_stands_out() {
    assertThat(advice(new int[][] {{500, 2, 2}, {2, 500, 2}, {2, 2, 500}})).isEmpty();
  }

  @Test
  void the_pair_that_is_confused_most_is_named() {
    assertThat(advice(new int[][] {{500, 1, 1}, {0, 500, 5}, {1, 4, 500}}))
        .containsExactly(
            "roses and tulips are 9 of the 12 mistakes: look at these images first, for wrong"
                + " labels, and for what tells the two apart.");
  }

  @Test
  void a_network_no_better_than_the_largest_class_is_told() {
    assertThat(advice(new int[][] {{400, 0, 0}, {300, 0, 0}, {300, 0, 0}}))
        .first()
        .isEqualTo(
            "It isn't certain that the network has learned anything: naming daisies always is"
                + " right for 40 % of these images.");
  }

  @Test
  void a_training_that_still_gains_should_go_on() {
    int[][] good = {{500, 2, 2}, {2, 500, 2}, {2, 2, 500}};

    assertThat(
            advice(
                good,
                new Advice.Epoch(0.8, 0.5),
                new Advice.Epoch(0.9, 0.4),
                new Advice.Epoch(0.95, 0.3)))
        .containsExactly(
            "The last epoch was the best on the validation images: train longer (--epochs).");
  }

  @Test
  void a_training_that_stands_still_at_its_best_needs_no_more_epochs() {
    int[][] good = {{500, 2, 2}, {2, 500, 2}, {2, 2, 500}};

    assertThat(
            advice(
                good,
                new Advice.Epoch(0.8, 0.5),
                new Advice.Epoch(0.95, 0.3),
                new Advice.Epoch(0.95, 0.3)))
        .isEmpty();
  }

  @Test
  void what_chance_does_to_probabilities_of_few_images_is_not_told() {
    int[][] nineMistakesOfSixty = {{17, 3, 0}, {0, 17, 3}, {3, 0, 17}};

    assertThat(
            Advice.of(
                report(ConfusionMatrix.of(CLASSES, nineMistakesOfSixty), 0.91f),
                List.of(),
                List.of(),
                null,
                null))
        .noneMatch(sentence -> sentence.contains("probabilities"));
  }

  @Test
  void probabilities_that_are_too_sure_are_told() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(CLASSES, new int[][] {{400, 50, 50}, {50, 400, 50}, {50, 50, 400}});

    assertThat(Advice.of(report(confusion, 0.9f), List.of(), List.of(), null, null))
        .containsExactly(
            "Its probabilities are too sure by 10 points: don't read them as chances of being"
                + " right.");
  }

  @Test
  void few_images_are_told() {
    assertThat(advice(new int[][] {{5, 0, 0}, {0, 20, 0}, {0, 0, 20}}))
        .containsExactly(
            "daisies has fewer than 10 images here: what is said of it is mostly chance.");
  }

  @Test
  void classes_without_images_are_not_told_as_few() {
    assertThat(advice(new int[][] {{0, 0, 0}, {0, 20, 0}, {0, 0, 20}}))
        .noneMatch(sentence -> sentence.contains("fewer than 10 images"));
  }

  private static Review review(double estimatedErrors) {
    ReviewedImage image = new ReviewedImage(new Example(Path.of("a.jpg"), "a.jpg", 0), "train");
    return new Review(
        Map.of("train", 100),
        List.of(new Review.Suspect(image, 1, 0.9, -0.8, true)),
        estimatedErrors,
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  @Test
  void wrong_labels_are_told_unless_it_is_the_network_that_does_not_know_the_classes() {
    assertThat(Advice.of(review(15)))
        .containsExactly(
            "1 training image looks mislabelled: the section on labels shows it, the surest first.");
    assertThat(Advice.of(review(16))).isEmpty();
  }
}
