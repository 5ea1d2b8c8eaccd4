package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Adds and takes away pixels around NHWC arrays: libnd4j pads both sides alike only. */
final class Padding {

  private Padding() {}

  static long[] shape(long[] nhwc, Insets padding) {
    return new long[] {
      nhwc[0],
      nhwc[1] + padding.top() + padding.bottom(),
      nhwc[2] + padding.left() + padding.right(),
      nhwc[3]
    };
  }

  static INDArray pad(INDArray nhwc, Insets padding, double value) {
    if (padding.equals(Insets.NONE)) {
      return nhwc;
    }
    INDArray padded = Nd4j.valueArrayOf(shape(nhwc.shape(), padding), value, nhwc.dataType());
    inside(padded, padding).assign(nhwc);
    return padded;
  }

  /** The view without the padding. */
  static INDArray inside(INDArray padded, Insets padding) {
    return padded.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(padding.top(), padded.size(1) - padding.bottom()),
        NDArrayIndex.interval(padding.left(), padded.size(2) - padding.right()),
        NDArrayIndex.all());
  }
}
