package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;

/**
 * A primitive with its arguments and its scratch memory, which all primitives of a thread share.
 */
final class Primitive {

  private final primitive operation;
  private final IntMemoryMap arguments = new IntMemoryMap();
  private final memory scratch;
  private final long scratchBytes;

  Primitive(primitive operation, primitive_desc_base description) {
    this.operation = operation;
    memory.desc needed = description.scratchpad_desc();
    this.scratchBytes = needed.get_size();
    this.scratch = Onednn.view(needed);
    if (scratchBytes > 0) {
      arguments.put(dnnl.DNNL_ARG_SCRATCHPAD, scratch);
    }
  }

  /** Copies one memory to another of a different layout. */
  static Primitive reorder(memory from, memory to) {
    return reorder(from, to, null);
  }

  /**
   * The same for weights of a convolution, times a scale for each output channel: for each index of
   * the first dimension, or of the first two where the first one is that of groups.
   *
   * @param scale the scales, or null
   */
  static Primitive reorder(memory from, memory to, memory scale) {
    org.bytedeco.dnnl.primitive_attr attributes = Onednn.attributes();
    if (scale != null) {
      attributes.set_scales_mask(dnnl.DNNL_ARG_SRC, from.get_desc().get_ndims() == 5 ? 0b11 : 0b1);
    }
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            Onednn.ENGINE, from.get_desc(), Onednn.ENGINE, to.get_desc(), attributes, false);
    Primitive copy =
        new Primitive(new reorder(description), description)
            .with(dnnl.DNNL_ARG_FROM, from)
            .with(dnnl.DNNL_ARG_TO, to);
    return scale == null ? copy : copy.with(dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC, scale);
  }

  /** Sets an argument; the memory may be bound to other arrays afterwards. */
  Primitive with(int argument, memory value) {
    arguments.put(argument, value);
    return this;
  }

  void run() {
    if (scratchBytes > 0) {
      scratch.set_data_handle(Scratch.PRIMITIVES.atLeast(scratchBytes));
    }
    operation.execute(Onednn.stream(), arguments);
  }
}
