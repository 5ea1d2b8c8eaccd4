package org.dl4jzoo.zoo.training;

import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.ParameterVectors;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The moving average of parameters that lie on a device, beside them. */
final class AverageOnDevice implements AutoCloseable {

  private final Device device;
  private final ParameterVectors vectors;
  private long average;

  AverageOnDevice(Device device, ParameterVectors vectors) {
    this.device = device;
    this.vectors = vectors;
  }

  /**
   * Moves the average towards the parameters.
   *
   * @param kept what stays of it
   * @param begin what it is if there is none yet: as many values as there are parameters
   */
  void follow(double kept, INDArray begin) {
    if (average == 0) {
      average = device.memory().allocate(vectors.bytes());
      device.memory().upload(Address.of(begin).address(), average, vectors.bytes());
    }
    device.updates().follow(vectors.length(), kept, vectors.parameters(), average);
  }

  /** Copies the average into an array; leaves it as it is while nothing has followed. */
  void bring(INDArray into) {
    if (average != 0) {
      device.memory().download(average, Address.of(into).address(), vectors.bytes());
    }
  }

  @Override
  public void close() {
    if (average != 0) {
      device.memory().free(average);
    }
  }
}
