package org.dl4jzoo.app.feature;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features of images, in some views of each.
 *
 * @param examples the images that could be read
 * @param values of each example, all its views one after the other
 * @param shape of the features of one view
 * @param views how many there are of each image
 * @param skipped the images that could not be read
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, which nobody compares
public record Features(
    List<Example> examples,
    List<float[]> values,
    long[] shape,
    int views,
    List<Unreadable> skipped) {

  /** Copies the lists. */
  public Features {
    examples = List.copyOf(examples);
    values = List.copyOf(values);
    skipped = List.copyOf(skipped);
  }

  /** The first view of each example, as it is in evaluation: [N,D], double. */
  public INDArray firstViews() {
    INDArray matrix =
        Nd4j.createUninitialized(DataType.DOUBLE, new long[] {values.size(), length()}, 'c');
    DoubleBuffer target = matrix.data().asNioDouble();
    for (float[] all : values) {
      for (int i = 0; i < length(); i++) {
        target.put(all[i]);
      }
    }
    return matrix;
  }

  /** Room for features in an array of more dimensions: [leading…, shape…], float32. */
  INDArray room(long... leading) {
    long[] whole = Arrays.copyOf(leading, leading.length + shape.length);
    System.arraycopy(shape, 0, whole, leading.length, shape.length);
    return Nd4j.createUninitialized(DataType.FLOAT, whole, 'c');
  }

  /** The classes of some of the examples, each as a one among zeros: [N,K]. */
  static INDArray targets(List<Example> examples, int classes) {
    float[][] targets = new float[examples.size()][classes];
    for (int n = 0; n < targets.length; n++) {
      targets[n][examples.get(n).label()] = 1;
    }
    return Nd4j.create(targets);
  }

  /** Floats of one view. */
  int length() {
    return values.isEmpty() ? 0 : values.get(0).length / views;
  }
}
