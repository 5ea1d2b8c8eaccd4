package org.dl4jzoo.app.setting;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The values of {@code --class-weights}: how much the images of each class count in the loss. */
public enum ClassWeights {
  /** As much as any other. */
  NONE,
  /** So much that all classes count alike: images / (classes × images of the class). */
  BALANCED;

  /**
   * The weight of each class; 1 on average over the images.
   *
   * @param counts images of each class, none of them 0
   */
  public double[] of(int[] counts) {
    double[] weights = new double[counts.length];
    long images = 0;
    for (int count : counts) {
      images += count;
    }
    for (int k = 0; k < counts.length; k++) {
      weights[k] = this == NONE ? 1 : (double) images / ((double) counts.length * counts[k]);
    }
    return weights;
  }

  /** Multiplies them into the losses of all classifiers of a network. */
  public void configure(ComputationGraphConfiguration network, int[] counts) {
    if (this == NONE) {
      return;
    }
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex of
          && of.getLayerConf().getLayer() instanceof OutputLayer classifier) {
        INDArray weights = Nd4j.createFromArray(of(counts)).castTo(Nd4j.defaultFloatingPointType());
        INDArray before = ((LossMCXENT) classifier.getLossFn()).getWeights();
        classifier.setLossFn(
            new SoftmaxCrossEntropy(before == null ? weights : weights.mul(before)));
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
