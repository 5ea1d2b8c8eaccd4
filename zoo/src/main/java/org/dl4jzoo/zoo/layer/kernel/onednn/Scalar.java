package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A factor that may differ from call to call; attributes of a primitive are fixed when it is made.
 */
final class Scalar {

  private final FloatPointer value = new FloatPointer(1);
  private final memory memory = Onednn.view(Onednn.vector(1));

  Scalar() {
    memory.set_data_handle(value);
  }

  memory memory() {
    return memory;
  }

  void set(double newValue) {
    value.put((float) newValue);
  }
}
