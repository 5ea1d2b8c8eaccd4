package org.dl4jzoo.zoo.device.cuda;

import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.dl4jzoo.zoo.offheap.Address;

/** Our kernels, compiled for one GPU and loaded, and how they are started. */
final class CudaKernels implements AutoCloseable {

  /** Threads of a block, as {@code common.cu} has them. */
  static final int THREADS = 256;

  /** Blocks that a multiprocessor runs at once: 2048 threads, or 1536. */
  private static final int BLOCKS_AT_ONCE = 8;

  private static final int MOST_ARGUMENTS = 32;

  private final CudaStream stream;
  private final int processors;
  private final CUmod_st module = new CUmod_st();
  private final Map<String, Kernel> found = new HashMap<>();
  private final LongPointer values = new LongPointer(MOST_ARGUMENTS);
  private final LongBuffer slots = values.asBuffer();
  private final PointerPointer<Address> arguments = new PointerPointer<>(MOST_ARGUMENTS);

  /**
   * Loads the kernels.
   *
   * @param processors multiprocessors of the GPU
   * @param cubin what the compiler gave
   */
  CudaKernels(CudaStream stream, int processors, byte[] cubin) {
    this.stream = stream;
    this.processors = processors;
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      arguments.put(i, new Address(values.address() + (long) i * Long.BYTES));
    }
    try (BytePointer code = new BytePointer(cubin)) {
      CudaErrors.driver("cuModuleLoadData", cudart.cuModuleLoadData(module, code));
    }
  }

  /** A kernel by its name. */
  Kernel kernel(String name) {
    return found.computeIfAbsent(name, this::find);
  }

  private Kernel find(String name) {
    CUfunc_st function = new CUfunc_st();
    int status = cudart.cuModuleGetFunction(function, module, name);
    CudaErrors.driver("cuModuleGetFunction of " + name, status);
    return new Kernel(name, function);
  }

  /** A kernel in its versions of 1 and 4 values a thread. */
  Versions versions(String name) {
    return new Versions(kernel(name + "1"), kernel(name + "4"));
  }

  /** Blocks that keep the whole GPU busy. */
  int busy() {
    return processors * BLOCKS_AT_ONCE;
  }

  /** The bits of a float32 argument. */
  static long bits(double value) {
    return Float.floatToRawIntBits((float) value) & 0xFFFFFFFFL;
  }

  /** 1 for an argument that is true. */
  static long flag(boolean value) {
    return value ? 1 : 0;
  }

  /** Values of a group: 4 if the addresses and the width of a row allow it, or 1. */
  static int group(long width, long... addresses) {
    long all = width * Float.BYTES;
    for (long address : addresses) {
      all |= address;
    }
    return all % (4 * Float.BYTES) == 0 ? 4 : 1;
  }

  /** The versions of a kernel. */
  record Versions(Kernel one, Kernel four) {

    Kernel of(int group) {
      return group == 4 ? four : one;
    }
  }

  /** A kernel. Arguments take 8 bytes each, of which narrower ones read the lower half. */
  final class Kernel {
    private final String name;
    private final CUfunc_st function;

    private Kernel(String name, CUfunc_st function) {
      this.name = name;
      this.function = function;
    }

    /** Starts as many blocks as are worth while for so many groups of values. */
    void each(long count, long... parameters) {
      long blocks = Math.min((count + THREADS - 1) / THREADS, 2L * busy());
      start(blocks, 1, 1, parameters);
    }

    /** Starts a grid of blocks; none if it is empty. */
    void start(long across, int down, int deep, long... parameters) {
      if (across == 0 || down == 0 || deep == 0) {
        return;
      }
      slots.put(0, parameters);
      int blocks = Math.toIntExact(across);
      int status =
          cudart.cuLaunchKernel(
              function, blocks, down, deep, THREADS, 1, 1, 0, stream.queue(), arguments, null);
      if (status != cudart.CUDA_SUCCESS) {
        CudaErrors.driver("cuLaunchKernel of " + name, status);
      }
    }
  }

  @Override
  public void close() {
    cudart.cuModuleUnload(module);
    arguments.close();
    values.close();
  }
}
