package org.dl4jzoo.app.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.FreeHeap;

/**
 * What it takes to fit a classifier to its minimum.
 *
 * @param images to fit it to
 * @param views of each image
 * @param features of each view
 * @param classes that it tells apart
 */
record ClassifierFit(int images, int views, long features, int classes) {

  /** Epochs that train the classifier where fitting it takes too much. */
  private static final int EPOCHS_INSTEAD = 20;

  /** Rows × features × classes of a fit that takes about two minutes on two cores. */
  private static final double MOST_WORK = 1.5e8;

  /** A pass is not faster for fewer classes than this: it waits for the features. */
  private static final int FEWEST_CLASSES = 5;

  /** A feature as it was extracted, as it is in the batch, and in double precision. */
  private static final int BYTES_A_FEATURE = 2 * Float.BYTES + Double.BYTES;

  /**
   * The settings with a number of epochs instead of a fit that takes too long or too much memory.
   */
  static TrainConfig orEpochs(
      TrainConfig config, TrainingData data, ComputationGraph network, ProgressDisplay display) {
    if (config.headEpochs() != null) {
      return config;
    }
    int classes = data.classes().size();
    long features = network.getOutputLayer(0).getParam("W").length() / classes;
    int images = data.mostToTrain();
    ClassifierFit fit = new ClassifierFit(images, data.countToFit(), features, classes);
    if (fit.isPossible(FreeHeap.bytes())) {
      return config;
    }
    display.line(fit.instead());
    return config.with("head-epochs", EPOCHS_INSTEAD);
  }

  /** Whether it takes at most some minutes, and half of the heap. */
  boolean isPossible(long freeHeap) {
    double values = (double) images * views * features;
    return values * Math.max(FEWEST_CLASSES, classes) <= MOST_WORK
        && values * BYTES_A_FEATURE <= freeHeap / 2.0;
  }

  /**
   * To how many images a fit is possible.
   *
   * @param views of each image
   * @param features of each view
   * @param classes that are told apart
   */
  static long mostImages(int views, long features, int classes, long freeHeap) {
    double byWork = MOST_WORK / Math.max(FEWEST_CLASSES, classes);
    double byHeap = freeHeap / 2.0 / BYTES_A_FEATURE;
    return (long) (Math.min(byWork, byHeap) / views / features);
  }

  private String instead() {
    return "head-epochs auto: %d, as fitting a classifier of %d classes to %s (%s, %s) takes too much"
        .formatted(
            EPOCHS_INSTEAD,
            classes,
            Amount.of(images, "image"),
            Amount.of(views, "view"),
            Amount.of(features, "feature"));
  }
}
