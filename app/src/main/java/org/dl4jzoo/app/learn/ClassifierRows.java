package org.dl4jzoo.app.learn;

import java.util.Arrays;
import org.dl4jzoo.app.regression.ViewedRows;
import org.dl4jzoo.app.setting.ClassWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Features of images as a classifier is fitted to them.
 *
 * @param rows the features, scaled
 * @param scale the factor, which makes the mean square of all features 1, so that a penalty means
 *     the same for all networks; one for all of them: what hardly varies stays small
 */
public record ClassifierRows(ViewedRows rows, double scale) implements AutoCloseable {

  /**
   * Those of these images.
   *
   * @param images features of all images in all their V views, [N,V,...]
   * @param targets one-hot, [N,K]
   * @param weighting of the classes in the loss
   */
  public static ClassifierRows of(INDArray images, INDArray targets, ClassWeights weighting) {
    long count = images.size(0) * images.size(1);
    INDArray features = images.castTo(DataType.DOUBLE).reshape('c', count, images.length() / count);
    double scale = scale(features);
    features.muli(scale);
    int[] labels = targets.argMax(1).toIntVector();
    int[] counts = new int[targets.columns()];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    return new ClassifierRows(new ViewedRows(features, labels, weighting.of(counts)), scale);
  }

  private static double scale(INDArray features) {
    double root = features.norm2Number().doubleValue() / Math.sqrt((double) features.length());
    return root == 0 ? 1 : 1 / root;
  }

  /** Frees the features. */
  @Override
  public void close() {
    rows.features().close();
  }
}
