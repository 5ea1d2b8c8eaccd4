package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** An address as JavaCPP's calls take it. */
final class Address extends Pointer {

  Address(long address) {
    this.address = address;
  }

  /** The address of float32 values. */
  static FloatPointer ofFloats(long address) {
    return new FloatPointer(new Address(address));
  }
}
