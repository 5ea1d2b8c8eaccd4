package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

public class ConfusionMatrixTest {

  /** Twelve images, seven right; nothing is ever predicted as a tulip. */
  public static final ConfusionMatrix NO_TULIP_PREDICTED =
      new ConfusionMatrix(
          List.of("daisy", "rose", "tulip"),
          List.of(List.of(3, 1, 0), List.of(2, 4, 0), List.of(1, 1, 0)));

  @Test
  void accuracy_is_the_diagonal_over_all_images() {
    assertThat(NO_TULIP_PREDICTED.total()).isEqualTo(12);
    assertThat(NO_TULIP_PREDICTED.accuracy()).isEqualTo(7.0 / 12);
  }

  @Test
  void precision_recall_and_f1_agree_with_the_hand_worked_ones() {
    assertThat(NO_TULIP_PREDICTED.perClass())
        .containsExactly(
            new ClassMetrics("daisy", 3.0 / 6, 3.0 / 4, 0.6, 4),
            new ClassMetrics("rose", 4.0 / 6, 4.0 / 6, 8.0 / 12, 6),
            new ClassMetrics("tulip", 0, 0, 0, 2));
  }

  @Test
  void a_class_without_images_has_recall_0() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(List.of("a", "b"), List.of(List.of(1, 1), List.of(0, 0)));

    assertThat(matrix.perClass().get(1)).isEqualTo(new ClassMetrics("b", 0, 0, 0, 0));
  }

  @Test
  void no_images_at_all_have_accuracy_0() {
    ConfusionMatrix empty = ConfusionMatrix.of(List.of("a", "b"), new int[2][2]);

    assertThat(empty.accuracy()).isZero();
  }

  @Test
  void a_matrix_that_is_not_square_is_refused() {
    assertThatThrownBy(() -> new ConfusionMatrix(List.of("a", "b"), List.of(List.of(1, 1))))
        .hasMessage("a confusion matrix of 2 classes must be 2 by 2");
  }
}
