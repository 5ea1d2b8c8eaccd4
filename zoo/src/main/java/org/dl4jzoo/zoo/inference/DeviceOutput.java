package org.dl4jzoo.zoo.inference;

import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The output of a network on a device, which one thread at a time uses. */
final class DeviceOutput implements AutoCloseable {

  private final Device device;
  private final DeviceInference inference;
  private INDArray ahead;

  DeviceOutput(Device device, DeviceInference inference) {
    this.device = device;
    this.inference = inference;
  }

  /**
   * Computes a batch.
   *
   * @param next gives the images of the next call, if there is one; they are copied while the
   *     device computes
   */
  @SuppressWarnings("ReferenceEquality") // Equal numbers in another array were not copied.
  INDArray of(INDArray images, Supplier<Optional<INDArray>> next) {
    Inference.check(inference.input(), images);
    INDArray result = Inference.result(inference.output(), images.size(0));
    synchronized (device) {
      if (ahead == images) {
        inference.takeAhead();
      } else {
        copy(images, inference::load);
      }
      ahead = null;
      inference.compute();
      next.get().ifPresent(this::copyAhead);
      inference.output(Address.of(result).address());
    }
    return result;
  }

  private void copyAhead(INDArray images) {
    Inference.check(inference.input(), images);
    copy(images, inference::loadAhead);
    ahead = images;
  }

  /** Takes a number of images and their address, which it copies. */
  private interface Load {
    void of(int batch, long images);
  }

  private static void copy(INDArray images, Load load) {
    INDArray dense = Inference.dense(images);
    try {
      load.of(Math.toIntExact(dense.size(0)), Address.of(dense).address());
    } finally {
      Reference.reachabilityFence(dense);
    }
  }

  @Override
  public void close() {
    inference.close();
  }
}
