package org.dl4jzoo.app.learn;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.regression.LinearClassifier;
import org.dl4jzoo.app.regression.PenaltySearch;
import org.dl4jzoo.app.regression.ViewedRows;
import org.dl4jzoo.app.run.FiniteNumbers;
import org.dl4jzoo.app.setting.ClassWeights;
import org.dl4jzoo.zoo.inference.Logits;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Learns a classifier in a single step from all images at once: it goes to the minimum of the
 * penalized loss, where a training by batches would come to in the end. The penalty is chosen by
 * cross-validation. What the classifier was before, and the seed, change nothing.
 */
public final class RegressionLearner implements Learner {

  private final ComputationGraph network;
  private final ClassWeights weighting;
  private final Consumer<String> tell;

  /**
   * A learner.
   *
   * @param network a classifier alone, of weights [D,K]
   * @param weighting of the classes in the loss
   * @param tell receives a sentence about what was fitted
   */
  public RegressionLearner(
      ComputationGraph network, ClassWeights weighting, Consumer<String> tell) {
    this.network = network;
    this.weighting = weighting;
    this.tell = tell;
  }

  @Override
  public ComputationGraph network() {
    return network;
  }

  /**
   * Fits the classifier.
   *
   * @param images features of all images in all their V views, [N,V,...]
   * @param targets one-hot, [N,K]
   * @return logits of the fitted classifier for the first views, [N,K]
   */
  @Override
  public INDArray learn(INDArray images, INDArray targets, long seed, boolean update) {
    int views = (int) images.size(1);
    INDArray features =
        images
            .castTo(DataType.DOUBLE)
            .reshape('c', images.size(0) * views, images.length() / images.size(0) / views);
    double scale = scale(features);
    features.muli(scale);
    int[] labels = targets.argMax(1).toIntVector();
    int[] counts = new int[targets.columns()];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    ViewedRows rows = new ViewedRows(features, labels, weighting.of(counts));
    PenaltySearch.Choice choice = PenaltySearch.of(rows);
    put(PenaltySearch.fit(rows, choice), scale);
    features.close();
    tell(choice, labels.length, views);
    network.getConfiguration().setIterationCount(network.getIterationCount() + 1);
    return logits(images.get(NDArrayIndex.all(), NDArrayIndex.point(0)).dup('c'));
  }

  /**
   * Makes the mean square of all features 1, so that a penalty means the same for all networks. One
   * factor for all of them: what hardly varies stays small.
   */
  private static double scale(INDArray features) {
    double root = features.norm2Number().doubleValue() / Math.sqrt((double) features.length());
    return root == 0 ? 1 : 1 / root;
  }

  private void put(LinearClassifier classifier, double scale) {
    Layer layer = network.getOutputLayer(0);
    layer.getParam("W").assign(classifier.weights().mul(scale).castTo(DataType.FLOAT));
    INDArray bias = Nd4j.createFromArray(classifier.bias()).castTo(DataType.FLOAT);
    layer.getParam("b").assign(bias.reshape(layer.getParam("b").shape()));
  }

  private void tell(PenaltySearch.Choice choice, int images, int views) {
    tell.accept(
        String.format(
            Locale.ROOT,
            "classifier fitted to %s (%s): C %s, %.1f %% right on inner folds",
            Amount.of(images, "image"),
            Amount.of(views, "view"),
            choice.inversePenalty(),
            100 * choice.accuracy()));
  }

  /** There is none that would matter: at the minimum it is 0. */
  @Override
  public double gradientNorm() {
    return 0;
  }

  @Override
  public boolean isFinite() {
    return FiniteNumbers.all(network.params());
  }

  @Override
  public INDArray logits(INDArray images) {
    return Logits.of(network, images);
  }

  @Override
  public void withAverage(Runnable work) {
    work.run();
  }

  @Override
  public INDArray average() {
    return null;
  }

  @Override
  public void bring() {}

  @Override
  public void close() {}
}
