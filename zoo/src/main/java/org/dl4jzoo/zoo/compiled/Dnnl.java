package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.offheap.Address;

/** The library's engine, memory and attributes, as compiled networks use them. */
final class Dnnl {

  static final engine ENGINE = new engine(engine.kind.cpu, 0);

  static final dnnl.prop_kind INFERENCE = dnnl.prop_kind.forward_inference;

  private Dnnl() {}

  /** A descriptor of float32 values. */
  static memory.desc desc(memory.format_tag tag, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  /** A descriptor of numbers of a kind. */
  static memory.desc desc(Numeral numeral, memory.format_tag tag, long... dims) {
    return new memory.desc(dims, type(numeral), tag);
  }

  static memory.data_type type(Numeral numeral) {
    return switch (numeral.kind()) {
      case FLOAT32 -> memory.data_type.f32;
      case BFLOAT16 -> memory.data_type.bf16;
      case SIGNED -> memory.data_type.s8;
      case UNSIGNED -> memory.data_type.u8;
    };
  }

  static memory.desc vector(long length) {
    return desc(memory.format_tag.a, length);
  }

  /** Memory whose storage is somewhere else. */
  static memory view(memory.desc desc, Pointer storage) {
    return new memory(desc, ENGINE, storage);
  }

  /** The values of a direct buffer, without a copy. */
  static memory view(memory.desc desc, FloatBuffer values) {
    return view(desc, new FloatPointer(values));
  }

  /** Memory of its own with these values. */
  static memory copy(memory.desc desc, float[] values) {
    memory copy = new memory(desc, ENGINE);
    write(values, copy);
    return copy;
  }

  /** Overwrites all values of memory that lies without gaps. */
  static void write(float[] values, memory target) {
    Address.floats(target.get_data_handle(), values.length).put(values);
  }

  /** Memory of its own with these integers. */
  static memory copy(memory.desc desc, byte[] values) {
    memory copy = new memory(desc, ENGINE);
    new BytePointer(copy.get_data_handle()).put(values);
    return copy;
  }

  /** The same values in the layout that a primitive wants. */
  static memory arranged(memory plain, memory.desc wanted) {
    if (wanted.equals(plain.get_desc())) {
      return plain;
    }
    memory arranged = new memory(wanted, ENGINE);
    arrange(plain, arranged);
    return arranged;
  }

  /** Copies values into the layout of the target. */
  static void arrange(memory plain, memory target) {
    try (reorder copy = new reorder(plain, target);
        stream order = new stream(ENGINE)) {
      copy.execute(order, plain, target);
      order._wait();
    }
  }

  static long[] dimensions(memory.desc desc) {
    long[] dimensions = new long[desc.get_ndims()];
    desc.get_dims().get(dimensions);
    return dimensions;
  }

  /** Attributes of a primitive whose scratch memory is handed in. */
  static primitive_attr attributes(post_ops operations) {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    attributes.set_post_ops(operations);
    return attributes;
  }

  static primitive_attr attributes() {
    return attributes(new post_ops());
  }

  /** Ends a primitive with an activation. */
  static post_ops append(Activation activation, post_ops operations) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> operations.append_eltwise(dnnl.algorithm.eltwise_relu, 0f, 0f);
      case RELU6 -> operations.append_eltwise(dnnl.algorithm.eltwise_clip, 0f, 6f);
    }
    return operations;
  }

  /** A size, or a stride, of a square window. */
  static long[] both(int value) {
    return new long[] {value, value};
  }

  /** Padding before the first row and column. */
  static long[] start(Insets padding) {
    return new long[] {padding.top(), padding.left()};
  }

  /** Padding after the last row and column. */
  static long[] end(Insets padding) {
    return new long[] {padding.bottom(), padding.right()};
  }
}
