package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells whether parameters changed since the last look, however they were changed: a user may edit
 * {@code graph.params()} in place, which no counter would see. CRC-32C runs at memory speed.
 */
public final class ParameterChecksum {

  private long last = -1;

  /** Nulls are passed over. */
  boolean changed(INDArray... parameters) {
    CRC32C crc = new CRC32C();
    for (INDArray parameter : parameters) {
      if (parameter == null) {
        continue;
      }
      BytePointer bytes = new BytePointer(new Address(Onednn.addressOf(parameter)));
      crc.update(bytes.capacity(Float.BYTES * parameter.length()).asByteBuffer());
    }
    boolean changed = crc.getValue() != last;
    last = crc.getValue();
    return changed;
  }
}
