package org.dl4jzoo.zoo.weights.file;

import java.nio.ByteBuffer;
import org.dl4jzoo.zoo.offheap.NarrowFloats;

/** What a tensor's elements are; the names are those of safetensors. */
public enum ElementType {
  /** IEEE 754 double precision. */
  F64(8),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of a float32. */
  BF16(2),
  /** Signed integers of 64 bits; PyTorch's {@code num_batches_tracked}. */
  I64(8),
  /** Signed integers of 32 bits. */
  I32(4),
  /** Signed integers of 16 bits. */
  I16(2),
  /** Signed bytes. */
  I8(1),
  /** Unsigned integers of 64 bits. */
  U64(8),
  /** Unsigned integers of 32 bits. */
  U32(4),
  /** Unsigned integers of 16 bits. */
  U16(2),
  /** Unsigned bytes. */
  U8(1),
  /** Truth values, a byte each. */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are floating-point numbers, which {@link WeightFile#read} gives. */
  public boolean isFloat() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The next element of a buffer as float32; of floating-point types only. */
  float next(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble();
      case F32 -> buffer.getFloat();
      case F16 -> NarrowFloats.ofHalf(buffer.getShort());
      case BF16 -> NarrowFloats.ofBfloat16(buffer.getShort());
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
          throw new IllegalStateException("no floating-point type: " + this);
    };
  }
}
