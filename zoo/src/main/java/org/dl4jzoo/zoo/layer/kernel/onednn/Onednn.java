package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Layout;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The library's engine and stream, and memory descriptors of ND4J's arrays. */
final class Onednn {

  static final engine ENGINE = new engine(engine.kind.cpu, 0);

  private static final ThreadLocal<stream> STREAM =
      ThreadLocal.withInitial(() -> new stream(ENGINE));

  private Onednn() {}

  static stream stream() {
    return STREAM.get();
  }

  /** A descriptor of float32 values; dimensions are in oneDNN's order, N C H W. */
  static memory.desc desc(memory.format_tag tag, long... dims) {
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  static memory.desc desc(FeatureMap map) {
    return desc(map, memory.data_type.f32);
  }

  static memory.desc desc(FeatureMap map, memory.data_type type) {
    return desc(
        map,
        type,
        switch (map.block()) {
          case 0 -> memory.format_tag.nhwc;
          case 8 -> memory.format_tag.aBcd8b;
          case 16 -> memory.format_tag.aBcd16b;
          default -> throw new IllegalArgumentException("no blocks of " + map.block());
        });
  }

  static memory.desc desc(FeatureMap map, memory.data_type type, memory.format_tag tag) {
    long[] dims = dimensions(map, map.room());
    memory.desc whole = new memory.desc(dims, type, tag);
    return map.isPart() ? part(whole, map, 0) : whole;
  }

  /** The map as the channels of another from {@code start} on. */
  static memory.desc part(memory.desc whole, FeatureMap map, long start) {
    long[] dims = dimensions(map, map.channels());
    return whole.submemory_desc(dims, new long[] {0, start, 0, 0}, false);
  }

  private static long[] dimensions(FeatureMap map, long channels) {
    return new long[] {map.batch(), channels, map.height(), map.width()};
  }

  /** Whether the library uses all of an instruction set, given as bits, on this CPU. */
  static boolean uses(int instructionSet) {
    return (dnnl.dnnl_get_effective_cpu_isa() & instructionSet) == instructionSet;
  }

  static memory.desc vector(long length) {
    return desc(memory.format_tag.a, length);
  }

  /** Memory whose storage is bound later to an array's. */
  static memory view(memory.desc layout) {
    return new memory(layout, ENGINE, new Pointer((Pointer) null));
  }

  /** Memory with storage of its own. */
  static memory owned(memory.desc layout) {
    return new memory(layout, ENGINE);
  }

  /** Points a view to the values of an array. */
  static void bind(memory view, INDArray array) {
    view.set_data_handle(new Address(addressOf(array)));
  }

  /** The same of a map that may be a part of another, as the view must be too. */
  static void bindMap(memory view, INDArray map) {
    view.set_data_handle(new Address(addressOfMap(map)));
  }

  /** The same, from the value at {@code start} of its memory on. */
  static void bindMap(memory view, INDArray map, long start) {
    view.set_data_handle(new Address(addressOfMap(map) + Float.BYTES * start));
  }

  /** Points a view to the values of an array from {@code start} on. */
  static void bind(memory view, INDArray array, long start) {
    view.set_data_handle(new Address(addressOf(array) + Float.BYTES * start));
  }

  /** Address of the first value; data().address() would ignore a view's offset. */
  static long addressOf(INDArray array) {
    return address(array, Layout.isDense(array));
  }

  /** The same of a map whose images may lie apart. */
  static long addressOfMap(INDArray map) {
    return address(map, Layout.hasDenseImages(map));
  }

  private static long address(INDArray array, boolean dense) {
    if (array.dataType() != DataType.FLOAT || !dense) {
      throw new IllegalArgumentException(
          "expected a dense float32 array in c order; got %s of %s with strides %s"
              .formatted(
                  array.dataType(),
                  Arrays.toString(array.shape()),
                  Arrays.toString(array.stride())));
    }
    return array.data().address() + Float.BYTES * array.offset();
  }

  /** Attributes of every primitive: scratch memory is handed in, shared by all that run in turn. */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }
}
