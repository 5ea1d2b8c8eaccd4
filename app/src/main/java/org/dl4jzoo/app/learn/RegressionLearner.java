package org.dl4jzoo.app.learn;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.regression.LinearClassifier;
import org.dl4jzoo.app.regression.PenaltySearch;
import org.dl4jzoo.app.run.FiniteNumbers;
import org.dl4jzoo.app.setting.ClassWeights;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.training.TrainingBatch;
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
   * @param batch features of all images in all their V views, [N,V,...], and one-hot targets, [N,K]
   * @return logits of the fitted classifier for the first views, [N,K]
   */
  @Override
  public INDArray learn(
      TrainingBatch batch, long seed, boolean update, Supplier<Optional<TrainingBatch>> next) {
    INDArray images = batch.input();
    try (ClassifierRows fitted = ClassifierRows.of(images, batch.targets(), weighting)) {
      PenaltySearch.Choice choice = PenaltySearch.of(fitted.rows());
      put(PenaltySearch.fit(fitted.rows(), choice), fitted.scale());
      tell(choice, (int) images.size(1));
    }
    network.getConfiguration().setIterationCount(network.getIterationCount() + 1);
    return logits(images.get(NDArrayIndex.all(), NDArrayIndex.point(0)).dup('c'));
  }

  private void put(LinearClassifier classifier, double scale) {
    Layer layer = network.getOutputLayer(0);
    layer.getParam("W").assign(classifier.weights().mul(scale).castTo(DataType.FLOAT));
    INDArray bias = Nd4j.createFromArray(classifier.bias()).castTo(DataType.FLOAT);
    layer.getParam("b").assign(bias.reshape(layer.getParam("b").shape()));
  }

  private void tell(PenaltySearch.Choice choice, int views) {
    tell.accept(
        String.format(
            Locale.ROOT,
            "classifier fitted to %s (%s): C %s, %.1f %% right on inner folds",
            Amount.of(choice.right().size(), "image"),
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
  public INDArray logits(INDArray images, Supplier<Optional<INDArray>> next) {
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
