package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays in a device's memory, for tests. */
public final class DeviceArrays {

  private final Memory memory;

  /** Arrays of this device. */
  public DeviceArrays(Device device) {
    memory = device.memory();
  }

  /** Copies float32 values to the device. */
  public long put(INDArray array) {
    INDArray values = array.castTo(DataType.FLOAT).dup('c');
    long bytes = Float.BYTES * values.length();
    long address = memory.allocate(bytes);
    memory.upload(values.data().address(), address, bytes);
    return address;
  }

  /** Copies values to the device. */
  public long put(float... values) {
    return put(Nd4j.createFromArray(values));
  }

  /** Copies values to the device beside other work. */
  public void putAhead(long address, float... values) {
    INDArray from = Nd4j.createFromArray(values);
    memory.uploadAhead(from.data().address(), address, Float.BYTES * from.length());
  }

  /** Memory for so many values, none of which is a number yet. */
  public long unset(long... shape) {
    return put(RandomArrays.unset(DataType.FLOAT, shape));
  }

  /** Copies values from the device. */
  public INDArray get(long address, long... shape) {
    INDArray values = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    memory.download(address, values.data().address(), Float.BYTES * values.length());
    return values;
  }

  /** Copies a vector from the device. */
  public float[] floats(long address, long count) {
    return get(address, count).toFloatVector();
  }
}
