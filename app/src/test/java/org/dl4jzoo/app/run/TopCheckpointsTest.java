package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCheckpointsTest {

  @TempDir private Path folder;

  private static EpochMetrics epoch(int number, double top1, double loss) {
    return new EpochMetrics(number, number, 0.1, 1, 0.5, loss, top1, 1, 1, 0, 9, 0);
  }

  /** What a training does after each of its epochs. */
  private List<String> keep(int most, EpochMetrics... epochs) throws IOException {
    TopCheckpoints top = new TopCheckpoints(new RunFolder(folder), most);
    TrainingState state = TrainingState.start();
    for (EpochMetrics epoch : epochs) {
      state = state.next(epoch);
      if (top.takes(state)) {
        Files.createFile(top.file(epoch));
      }
      top.prune(state);
    }
    return names();
  }

  private List<String> names() {
    return TopCheckpoints.of(new RunFolder(folder)).stream()
        .map(file -> file.getFileName().toString())
        .toList();
  }

  @Test
  void the_best_epochs_are_kept_and_names_sort_them_by_accuracy() throws IOException {
    List<String> names =
        keep(
            3,
            epoch(1, 0.5, 1),
            epoch(2, 0.75, 1),
            epoch(3, 0.25, 1),
            epoch(4, 1, 1),
            epoch(5, 0.7, 1));

    assertThat(names)
        .containsExactly(
            "top-0.70000-epoch-0005.zip",
            "top-0.75000-epoch-0002.zip",
            "top-1.00000-epoch-0004.zip");
  }

  @Test
  void of_epochs_as_accurate_that_with_less_loss_is_kept() throws IOException {
    assertThat(keep(1, epoch(1, 0.5, 1), epoch(2, 0.5, 0.9), epoch(3, 0.5, 0.9)))
        .containsExactly("top-0.50000-epoch-0002.zip");
  }

  @Test
  void an_epoch_that_is_not_finite_is_never_kept() throws IOException {
    assertThat(keep(2, epoch(1, 0.5, Double.NaN))).isEmpty();
  }

  @Test
  void a_run_that_has_kept_none_yet_begins_with_the_next_epoch() throws IOException {
    TopCheckpoints top = new TopCheckpoints(new RunFolder(folder), 1);
    TrainingState before = TrainingState.start().next(epoch(1, 0.9, 1));

    assertThat(top.takes(before.next(epoch(2, 0.5, 1)))).isTrue();
  }

  @Test
  void what_a_rollback_has_undone_is_deleted() throws IOException {
    keep(2, epoch(1, 0.5, 1), epoch(2, 0.75, 1));
    TrainingState again = TrainingState.start().next(epoch(1, 0.5, 1)).next(epoch(2, 0.6, 1));
    TopCheckpoints top = new TopCheckpoints(new RunFolder(folder), 2);

    assertThat(top.takes(again)).isTrue();
    Files.createFile(top.file(epoch(2, 0.6, 1)));
    top.prune(again);

    assertThat(names()).containsExactly("top-0.50000-epoch-0001.zip", "top-0.60000-epoch-0002.zip");
  }

  @Test
  void other_files_stay() throws IOException {
    Files.createFile(folder.resolve("best.zip"));
    Files.createFile(folder.resolve("top-of-mine.zip"));
    keep(1, epoch(1, 0.5, 1), epoch(2, 0.75, 1));

    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> all.add(file.getFileName().toString()));
    }
    assertThat(all)
        .containsExactlyInAnyOrder("best.zip", "top-of-mine.zip", "top-0.75000-epoch-0002.zip");
  }
}
