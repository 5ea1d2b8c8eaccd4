package org.dl4jzoo.app.train;

import java.util.List;
import java.util.function.ToLongFunction;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.Unreadable;

/**
 * Images that vanish while a training goes on, as when a network drive drops. Damaged ones are
 * missing from the first epoch on and count nowhere here.
 */
record MissingImages(BatchSource training, BatchSource validation, ProgressDisplay display) {

  /**
   * Refuses an epoch without images.
   *
   * @param epoch counted from 1
   * @param images it was trained on
   * @throws UsageException if there are none
   */
  void checkTrained(int epoch, long images) {
    if (images == 0) {
      throw gone("training", epoch, training);
    }
  }

  /**
   * Refuses a validation without images.
   *
   * @param epoch counted from 1
   * @param images it was validated on
   * @throws UsageException if there are none
   */
  void checkValidated(int epoch, long images) {
    if (images == 0) {
      throw gone("validation", epoch, validation);
    }
  }

  private static UsageException gone(String what, int epoch, BatchSource batches) {
    List<Unreadable> skipped = batches.skipped();
    String why =
        skipped.isEmpty()
            ? ""
            : "; %s: %s".formatted(skipped.get(0).example().file(), skipped.get(0).reason());
    return new UsageException(
        "epoch %d has no %s images, as none can be read%s; once they are back, --resume goes on"
            .formatted(epoch, what, why));
  }

  /**
   * Counts the images of an epoch that an earlier one had and it had not, and tells of them.
   *
   * @param trained the state after the epoch's last step
   * @param validated images it was validated on
   * @param cutShort whether the epoch was not meant to be trained to its end
   */
  long of(TrainingState trained, long validated, boolean cutShort) {
    long images = trained.begun().images();
    long ofTraining = cutShort ? 0 : most(trained, EpochMetrics::trainImages) - images;
    long ofValidation = most(trained, EpochMetrics::validationImages) - validated;
    tell(trained.epoch() + 1, "training", ofTraining, images);
    tell(trained.epoch() + 1, "validation", ofValidation, validated);
    return Math.max(0, ofTraining) + Math.max(0, ofValidation);
  }

  private static long most(TrainingState state, ToLongFunction<EpochMetrics> of) {
    return state.history().stream().mapToLong(of).max().orElse(0);
  }

  private void tell(int epoch, String what, long gone, long left) {
    if (gone > 0) {
      display.line(
          "epoch %d had %d %s images, %d fewer than before: it is not compared as best"
              .formatted(epoch, left, what, gone));
    }
  }
}
