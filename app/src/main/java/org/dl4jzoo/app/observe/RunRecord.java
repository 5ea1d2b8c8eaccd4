package org.dl4jzoo.app.observe;

import java.util.Locale;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.measure.Measurement;
import org.dl4jzoo.app.report.Curves;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.MetricsLog;
import org.dl4jzoo.app.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of a training in its run folder ({@code metrics.csv}, {@code curves.png}, a line
 * an epoch in {@code run.log}) and shows the line.
 *
 * @param run where the record is kept
 * @param model the network's name
 * @param display shows the line
 */
public record RunRecord(RunFolder run, String model, ProgressDisplay display)
    implements TrainingObserver {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  @Override
  public void finished(EpochResult epoch) {
    MetricsLog.write(run.metrics(), epoch.history());
    Curves.write(run.curves(), model, Measurement.epochs(epoch.history()));
    String summary = summary(epoch);
    display.line(summary);
    LOG.info(summary);
  }

  private static String summary(EpochResult result) {
    EpochMetrics epoch = result.metrics();
    return String.format(
        Locale.ROOT,
        "epoch %d/%d: loss %.4f, accuracy %.1f %%, %s%.1f images/s, %.0f s",
        epoch.epoch(),
        result.epochs(),
        epoch.trainLoss(),
        100 * epoch.trainAccuracy(),
        validation(epoch, epoch.equals(result.best())),
        epoch.imagesPerSecond(),
        epoch.seconds());
  }

  private static String validation(EpochMetrics epoch, boolean best) {
    return epoch.validationImages() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "validation loss %.4f, top-1 %.1f %%%s, ",
            epoch.validationLoss(),
            100 * epoch.validationTop1(),
            best ? " (best)" : "");
  }
}
