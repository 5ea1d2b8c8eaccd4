package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * The calls of a network bound to memory of their own, to be run by one thread at a time. Nothing
 * is made while they run.
 */
final class Pass implements AutoCloseable {

  private static final long ALIGNMENT = 64;

  private final BytePointer block;
  private final BytePointer scratch;
  private final long start;
  private final stream order = new stream(Dnnl.ENGINE);
  private final dnnl_stream orderHandle = order.get();
  private final List<memory> memories = new ArrayList<>();
  private final List<memory> images = new ArrayList<>();
  private final List<Call> calls;
  private final dnnl_primitive[] primitives;
  private final dnnl_exec_arg_t[] arguments;
  private final int[] counts;

  Pass(List<Call> calls, long bytes) {
    this.calls = calls;
    block = new BytePointer(bytes + ALIGNMENT);
    start = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    scratch = new BytePointer(calls.stream().mapToLong(Call::scratchBytes).max().orElse(0) + 1);
    primitives = new dnnl_primitive[calls.size()];
    arguments = new dnnl_exec_arg_t[calls.size()];
    counts = new int[calls.size()];
    for (int i = 0; i < calls.size(); i++) {
      primitives[i] = calls.get(i).operation().get();
      arguments[i] = arguments(calls.get(i).operands());
      counts[i] = calls.get(i).operands().size();
    }
  }

  private dnnl_exec_arg_t arguments(List<Operand> operands) {
    dnnl_exec_arg_t all = new dnnl_exec_arg_t(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      all.position(i).arg(operand.argument()).memory(memory(operand).get());
    }
    return all.position(0);
  }

  private memory memory(Operand operand) {
    Pointer storage =
        switch (operand.home()) {
          case CONSTANT -> null;
          case BLOCK -> new Address(start + operand.offset());
          case SCRATCH -> scratch;
          case IMAGES -> new Pointer((Pointer) null);
        };
    if (storage == null) {
      return operand.constant();
    }
    memory view = Dnnl.view(operand.desc(), storage);
    memories.add(view);
    if (operand.home() == Operand.Home.IMAGES) {
      images.add(view);
    }
    return view;
  }

  /**
   * Runs the calls.
   *
   * @param batch address of the images' first value
   * @param times notes how long each takes; null for no notes
   */
  void run(Pointer batch, KernelTimes times) {
    for (memory image : images) {
      image.set_data_handle(batch);
    }
    for (int i = 0; i < primitives.length; i++) {
      if (times == null) {
        run(i);
      } else {
        int call = i;
        times.time(calls.get(i).kind(), () -> run(call));
      }
    }
  }

  private void run(int i) {
    int status = dnnl.dnnl_primitive_execute(primitives[i], orderHandle, counts[i], arguments[i]);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "oneDNN gave up on '%s', status %d".formatted(calls.get(i).kind(), status));
    }
  }

  /** Where a value of the block is. */
  Address at(long offset) {
    return new Address(start + offset);
  }

  @Override
  public void close() {
    memories.forEach(Pointer::close);
    order.close();
    block.close();
    scratch.close();
  }
}
