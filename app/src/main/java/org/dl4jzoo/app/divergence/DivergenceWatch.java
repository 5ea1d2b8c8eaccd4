package org.dl4jzoo.app.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.NormStatistics;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.training.LearningRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after each step whether the training still can come to anything. ReLU and softmax make
 * finite numbers of NaN, so the loss alone doesn't tell: gradient and weights are looked at too.
 */
public final class DivergenceWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DivergenceWatch.class);

  /** A loss so many times that of guessing, ln(classes), is far above it. */
  private static final double TIMES_GUESSING = 20;

  /**
   * Far above the gradients of networks that learn, which stay below 1,000, and above the steps of
   * batch norm's running variance on images with values up to 255.
   */
  private static final double LARGEST_GRADIENT = 1e8;

  /** One step may be an accident; so many one after the other are not. */
  private static final int STEPS_IN_A_ROW = 10;

  /** A validation loss so many times that of training, or of guessing, is not overfitting alone. */
  private static final int TIMES_LAGGING = 5;

  private static final int IMAGES_NAMED = 3;

  private final Learner learner;
  private final ComputationGraph network;
  private final LearningRate rate;
  private final int warmupSteps;
  private final RunFolder run;
  private int badInARow;

  /**
   * A watch over a network in training.
   *
   * @param learner what trains it
   * @param rate of each step, for the message
   * @param warmupSteps steps in which a large loss is nothing unusual
   * @param run where the last good state is, for the message
   */
  public DivergenceWatch(Learner learner, LearningRate rate, int warmupSteps, RunFolder run) {
    this.learner = learner;
    this.network = learner.network();
    this.rate = rate;
    this.warmupSteps = warmupSteps;
    this.run = run;
  }

  /**
   * Looks at a step that was taken.
   *
   * @param batch what it was taken on; the last one where several make a step
   * @param loss mean of the batch, before the update
   * @param gradient its norm
   * @throws DivergedException if loss, gradient or weights are not finite, or loss or gradient have
   *     been far too large for some steps
   */
  public void afterStep(Batch batch, double loss, double gradient) {
    double guessing = Math.log((double) batch.labels().size(1));
    if (!Double.isFinite(loss)) {
      throw diverged("the loss is no longer finite", batch);
    }
    if (!Double.isFinite(gradient)) {
      throw diverged("the gradient is no longer finite", batch);
    }
    if (!learner.isFinite()) {
      throw diverged("the weights are no longer all finite numbers", batch);
    }
    boolean far = loss > TIMES_GUESSING * guessing;
    boolean settled = network.getIterationCount() > warmupSteps;
    badInARow = settled && (far || gradient > LARGEST_GRADIENT) ? badInARow + 1 : 0;
    if (badInARow == STEPS_IN_A_ROW) {
      throw diverged(tooLarge(far, loss, guessing, gradient), batch);
    }
  }

  private static String tooLarge(boolean far, double loss, double guessing, double gradient) {
    return far
        ? String.format(
            Locale.ROOT,
            "for %d steps the loss has been far above that of guessing, %.3g, and is %.3g",
            STEPS_IN_A_ROW,
            guessing,
            loss)
        : String.format(
            Locale.ROOT,
            "for %d steps the gradient has been exploding; its norm is %.3g",
            STEPS_IN_A_ROW,
            gradient);
  }

  private DivergedException diverged(String why, Batch batch) {
    List<String> files = batch.examples().stream().map(Example::name).toList();
    LOG.info("diverged on the images {}", files);
    List<String> parts = new ArrayList<>();
    parts.add(why + " " + atStep());
    learner.bring();
    BadLayer.describe(network, batch.images()).ifPresent(parts::add);
    parts.add("the images of the step were " + some(files));
    return diverged(parts);
  }

  private String atStep() {
    int step = network.getIterationCount();
    return String.format(
        Locale.ROOT,
        "at step %d with learning rate %.3g",
        step,
        rate.valueAt(Math.max(0, step - 1), 0));
  }

  private static String some(List<String> files) {
    int more = files.size() - IMAGES_NAMED;
    String first = String.join(", ", files.subList(0, Math.min(IMAGES_NAMED, files.size())));
    return more > 0 ? "%s and %d more, which run.log names".formatted(first, more) : first;
  }

  /**
   * Looks at an epoch's validation before anything of the epoch is saved.
   *
   * @param loss mean of the validation images
   * @throws DivergedException if it is not finite
   */
  public void afterValidation(double loss) {
    if (!Double.isFinite(loss)) {
      throw diverged(List.of("the validation loss is not finite " + atStep()));
    }
  }

  /**
   * Says that batch norm's running statistics, with which images are validated, don't fit the
   * weights yet, where that is what the losses look like.
   *
   * @param trained loss of the epoch in training
   * @param validated loss of its validation
   */
  public Optional<String> laggingStatistics(double trained, double validated) {
    double guessing =
        Math.log(
            (double) network.layerSize(network.getOutputLayer(0).conf().getLayer().getLayerName()));
    boolean far = validated > TIMES_LAGGING * Math.max(trained, guessing);
    return far && NormStatistics.areIn(network)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the validation loss, %.3g, is far above the training loss, %.3g: batch norm's"
                    + " running statistics may lag behind the weights, which more epochs or a"
                    + " lower --learning-rate mend",
                validated,
                trained))
        : Optional.empty();
  }

  /**
   * Looks at what is about to be saved.
   *
   * @throws DivergedException if weights, their average or the optimizer's state are not finite
   */
  public void beforeSaving(Checkpoint checkpoint) {
    if (!checkpoint.isFinite()) {
      throw diverged(
          List.of("weights or the optimizer's numbers are no longer all finite " + atStep()));
    }
  }

  private DivergedException diverged(List<String> parts) {
    return new DivergedException(
        String.join("; ", parts)
            + "; a lower --learning-rate or a --warmup-epochs may help"
            + (run.hasBest() ? "; the last good checkpoint is " + run.last() : ""));
  }
}
