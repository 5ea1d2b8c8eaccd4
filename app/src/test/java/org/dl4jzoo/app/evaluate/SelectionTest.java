package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static LabelledPrediction prediction(float first, int label) {
    Example example = new Example(Path.of("a.jpg"), "a.jpg", label);
    return new LabelledPrediction(example, new float[] {first, 1 - first});
  }

  /** From the surest on: right, right, wrong, right. */
  private static final List<LabelledPrediction> PREDICTIONS =
      List.of(
          prediction(0.625f, 0),
          prediction(0.9375f, 0),
          prediction(0.75f, 1),
          prediction(0.875f, 0));

  @Test
  void fewer_images_are_answered_the_surer_the_answers_must_be() {
    assertThat(Selection.of(PREDICTIONS).points())
        .containsExactly(
            new Selection.Point(0.9375, 0.25, 1),
            new Selection.Point(0.875, 0.5, 1),
            new Selection.Point(0.75, 0.75, 2.0 / 3),
            new Selection.Point(0.625, 1, 0.75));
  }

  @Test
  void as_many_as_possible_are_answered_at_an_accuracy() {
    Selection selection = Selection.of(PREDICTIONS);

    assertThat(selection.forAccuracy(0.95)).contains(new Selection.Point(0.875, 0.5, 1));
    assertThat(selection.forAccuracy(0.75)).contains(new Selection.Point(0.625, 1, 0.75));
  }

  @Test
  void equally_sure_answers_are_accepted_together() {
    List<LabelledPrediction> tie = List.of(prediction(0.75f, 0), prediction(0.75f, 1));

    assertThat(Selection.of(tie).points()).containsExactly(new Selection.Point(0.75, 1, 0.5));
  }

  @Test
  void an_accuracy_that_cannot_be_had_has_no_threshold() {
    assertThat(Selection.of(List.of(prediction(0.75f, 1))).forAccuracy(0.5)).isEmpty();
  }
}
