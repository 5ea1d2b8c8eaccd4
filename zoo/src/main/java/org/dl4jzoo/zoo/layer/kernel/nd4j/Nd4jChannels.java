package org.dl4jzoo.zoo.layer.kernel.nd4j;

import org.dl4jzoo.zoo.layer.kernel.Channels;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Joins and parts as assignments to views. */
final class Nd4jChannels implements Channels {

  private final long[] channels;

  Nd4jChannels(long[] channels) {
    this.channels = channels.clone();
  }

  private INDArray slice(INDArray y, int index) {
    long start = 0;
    for (int i = 0; i < index; i++) {
      start += channels[i];
    }
    return y.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(start, start + channels[index]));
  }

  @Override
  public void put(INDArray part, int index, INDArray y) {
    slice(y, index).assign(part);
  }

  @Override
  public void part(INDArray y, int index, INDArray part) {
    part.assign(slice(y, index));
  }
}
