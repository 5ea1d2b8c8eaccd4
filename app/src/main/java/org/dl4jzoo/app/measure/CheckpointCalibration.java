package org.dl4jzoo.app.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.KeptTemperature;
import org.dl4jzoo.app.run.LockedRun;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.zoo.inference.Inference;

/** Fits a temperature to a checkpoint of a run, and keeps it there. */
public final class CheckpointCalibration {

  private CheckpointCalibration() {}

  /**
   * Calibrates.
   *
   * @param logits of the checkpoint's network, [N,K]
   * @param validation the run's images for validation
   * @return the checkpoint's card with the temperature
   * @throws UsageException if none can be fitted or kept, or another process trains in the folder
   */
  public static ModelCard calibrate(
      RunFolder run,
      TrainedWeights checkpoint,
      Inference logits,
      ImageBatches validation,
      ProgressDisplay display) {
    try (LockedRun locked = LockedRun.of(run)) {
      FittedTemperature fitted =
          FittedTemperature.fit(logits, checkpoint.card(), validation, display)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "no temperature can be fitted: no validation image of %s is wrong"
                              .formatted(run)));
      List<Path> kept =
          KeptTemperature.keep(fitted.temperature(), checkpoint.file(), locked.folder());
      display.line("temperature %s".formatted(fitted));
      display.line(
          "%s keeps it now"
              .formatted(kept.stream().map(Path::toString).collect(Collectors.joining(" and "))));
      return checkpoint.card().withTemperature(fitted.temperature());
    }
  }
}
