package org.dl4jzoo.app.tensorboard;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.Ranking;
import org.dl4jzoo.app.observe.EpochResult;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.StepMetrics;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.report.ConfusionChart;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.data.folder.Example;

/**
 * Writes a training down for TensorBoard, into the folder {@code tensorboard} of the run: numbers
 * of every step and epoch, and with few classes the confusion of the validation images as a
 * picture. A training that is gone on with begins a new file.
 */
public final class TensorBoardLog implements TrainingObserver, AutoCloseable {

  private static final String FOLDER = "tensorboard";

  private final Clock clock;
  private EventFile events;
  private String model;
  private List<String> classes;
  private int[][] confusion;
  private int lastStep = Integer.MAX_VALUE;

  /** A log that begins with a training. */
  public TensorBoardLog() {
    this(Clock.systemUTC());
  }

  TensorBoardLog(Clock clock) {
    this.clock = clock;
  }

  /** Where the files of a run are. */
  static Path folder(Path run) {
    return run.resolve(FOLDER);
  }

  @Override
  public void begins(ObservedRun run) {
    model = run.model();
    classes = run.classes();
    events = EventFile.begin(folder(run.folder()), clock);
  }

  @Override
  public void trained(StepMetrics step) {
    boolean steppedBack = step.step() <= lastStep;
    if (steppedBack) {
      events.beginsAt(step.step());
    }
    lastStep = step.step();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("step/loss", step.loss());
    values.put("step/accuracy", step.accuracy());
    values.put("step/learning-rate", step.learningRate());
    values.put("step/images-per-second", step.imagesPerSecond());
    events.scalars(step.step(), values);
  }

  @Override
  public void validating() {
    confusion = new int[classes.size()][classes.size()];
  }

  @Override
  public void validated(List<Example> examples, float[][] logits) {
    for (int n = 0; n < logits.length; n++) {
      confusion[examples.get(n).label()][Ranking.of(logits[n], 1).get(0)]++;
    }
  }

  @Override
  public void finished(EpochResult result) {
    EpochMetrics epoch = result.metrics();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("epoch/training-loss", epoch.trainLoss());
    values.put("epoch/training-accuracy", epoch.trainAccuracy());
    if (epoch.validationImages() > 0) {
      values.put("epoch/validation-loss", epoch.validationLoss());
      values.put("epoch/validation-top1", epoch.validationTop1());
    }
    values.put("epoch/learning-rate", epoch.learningRate());
    values.put("epoch/images-per-second", epoch.imagesPerSecond());
    events.scalars(epoch.epoch(), values);
    ConfusionMatrix matrix = ConfusionMatrix.of(classes, confusion);
    if (matrix.hasFewClasses()) {
      String title = "%s after epoch %d".formatted(model, epoch.epoch());
      ConfusionChart.image(title, matrix)
          .ifPresent(image -> events.image(epoch.epoch(), "validation/confusion", image));
    }
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
