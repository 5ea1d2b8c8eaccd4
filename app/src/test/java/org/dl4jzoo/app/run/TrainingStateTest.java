package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

  private static final String WRITTEN_BEFORE_ROLLBACKS =
      """
      {"epoch":1,"begun":{"batches":%d,"lossSum":1.5,"correct":7,"images":24,"seconds":2.0,
       "secondsWaiting":0.25},"history":[{"epoch":1,"step":2,"learningRate":0.1,"trainLoss":0.7,
       "trainAccuracy":0.5,"validationLoss":0.6,"validationTop1":0.75,"imagesPerSecond":30.0,
       "seconds":4.0,"secondsWaiting":1.0}]}
      """;

  @Test
  void an_older_state_is_read() throws JsonProcessingException {
    TrainingState state =
        Checkpoint.JSON.readValue(WRITTEN_BEFORE_ROLLBACKS.formatted(3), TrainingState.class);

    assertThat(state.begun().batches()).isEqualTo(3);
    assertThat(state.rollbacks()).isZero();
    assertThat(state.best().missing()).isZero();
  }

  @Test
  void a_count_below_zero_is_refused() {
    assertThatThrownBy(
            () ->
                Checkpoint.JSON.readValue(
                    WRITTEN_BEFORE_ROLLBACKS.formatted(-1), TrainingState.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("must be at least 0; got -1, 7, 24, 2.0 and 0.25");
  }

  @Test
  void each_rollback_halves_the_rate() {
    TrainingState state = new TrainingState(0, TrainingState.Begun.NOTHING, List.of());

    assertThat(state.rateFactor()).isEqualTo(1);
    assertThat(state.rolledBack().rolledBack().rateFactor()).isEqualTo(0.25);
    assertThat(state.rolledBack().with(state.begun()).rollbacks()).isEqualTo(1);
  }
}
