package org.dl4jzoo.zoo.device.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.Elementwise;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Pools;
import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.device.Routine;
import org.dl4jzoo.zoo.device.Updates;
import org.dl4jzoo.zoo.device.choice.ChoiceFile;
import org.dl4jzoo.zoo.device.choice.Choices;

/**
 * An NVIDIA GPU of compute capability 7.5 or later. The same calls give the same values, unless it
 * may be {@link CudaArithmetic#fast}.
 */
public final class CudaDevice implements Device {

  private static final int LONGEST_NAME = 256;
  private static final double GIB = 1 << 30;

  private final String description;
  private final CudaStream stream;
  private final CudaMemory memory;
  private final CudaKernels kernels;
  private final CudnnHandle cudnn;
  private final CublasMatrices matrices;
  private final Routes routes;
  private final CudaElementwise elementwise;
  private final CudaNorms norms;
  private final CudaPools pools;
  private final CudaUpdates updates;
  private final CudaProducts products;
  private final MapType maps;
  private final boolean replays;
  private final Consumer<String> tell;
  private boolean told;

  private CudaDevice(
      int device,
      CudaArithmetic arithmetic,
      Function<String, Choices> ofSystem,
      Consumer<String> tell) {
    this.replays = arithmetic.fast();
    this.tell = tell;
    this.stream = new CudaStream(device);
    this.memory = new CudaMemory(stream);
    String name = name(device);
    this.description = "%s, %.1f GiB free".formatted(name, memory.available() / GIB);
    Choices choices = ofSystem.apply(system(name, arithmetic));
    this.maps = arithmetic.precision().maps();
    this.kernels = load(device, stream, maps);
    this.cudnn = new CudnnHandle(stream, arithmetic);
    this.matrices = new CublasMatrices(stream, arithmetic.precision());
    GrowingMemory scratch = new GrowingMemory(memory);
    ColumnSums sums = new ColumnSums(kernels, scratch);
    CudaLayouts layouts = new CudaLayouts(kernels);
    this.elementwise = new CudaElementwise(kernels, sums, layouts);
    this.norms = new CudaNorms(kernels, sums);
    this.pools = new CudaPools(kernels);
    this.updates = new CudaUpdates(kernels);
    this.routes = new Routes(memory, stream, cudnn, matrices, layouts, choices);
    this.products =
        new CudaProducts(
            layouts,
            matrices,
            new DepthwiseConvolutions(kernels, sums),
            routes,
            new FusedConvolutions(
                cudnn, routes, stream, choices, layouts, new GrowingMemory(memory)),
            elementwise,
            maps.isNarrow());
  }

  /**
   * Takes a GPU, compiles our kernels for it and loads cuDNN and cuBLAS. The same calls give the
   * same values.
   *
   * @param device its number, from 0, among those that CUDA_VISIBLE_DEVICES lets be seen
   * @throws CudaException if a call fails
   * @throws UnsatisfiedLinkError if a library of CUDA is missing
   */
  public static CudaDevice open(int device, CudaPrecision precision) {
    CudaArithmetic arithmetic = new CudaArithmetic(precision, false);
    return new CudaDevice(device, arithmetic, system -> Choices.ofProcess(), words -> {});
  }

  /**
   * The same, with the ways that convolutions take kept in a folder: the next process computes the
   * same values, unless it may be fast, and needs no time to find them.
   *
   * @param tell takes a sentence for the user where they can't be read or kept, or steps can't be
   *     replayed
   */
  public static CudaDevice open(
      int device, CudaArithmetic arithmetic, Path folder, Consumer<String> tell) {
    return new CudaDevice(
        device, arithmetic, system -> Choices.in(new ChoiceFile(folder, system), tell), tell);
  }

  /** Everything that decides which way is fastest, apart from what is computed. */
  private static String system(String name, CudaArithmetic arithmetic) {
    int[] driver = new int[1];
    CudaErrors.runtime("cudaDriverGetVersion", cudart.cudaDriverGetVersion(driver));
    return "%s, CUDA driver %d, cuDNN %d, %s"
        .formatted(name, driver[0], CudnnHandle.version(), arithmetic);
  }

  private static CudaKernels load(int device, CudaStream stream, MapType maps) {
    int major = attribute(cudart.cudaDevAttrComputeCapabilityMajor, device);
    int minor = attribute(cudart.cudaDevAttrComputeCapabilityMinor, device);
    byte[] cubin = NvrtcProgram.compile(10 * major + minor, maps);
    int processors = attribute(cudart.cudaDevAttrMultiProcessorCount, device);
    return new CudaKernels(stream, processors, cubin);
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    int status = cudart.cudaDeviceGetAttribute(value, attribute, device);
    CudaErrors.runtime("cudaDeviceGetAttribute", status);
    return value[0];
  }

  private static String name(int device) {
    try (BytePointer name = new BytePointer(LONGEST_NAME)) {
      int status = cudart.cuDeviceGetName(name, LONGEST_NAME, device);
      CudaErrors.driver("cuDeviceGetName", status);
      String words = name.getString();
      int end = words.indexOf('\0');
      return end < 0 ? words : words.substring(0, end);
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public MapType maps() {
    return maps;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public Products products() {
    stream.bind();
    return products;
  }

  @Override
  public Norms norms() {
    return norms;
  }

  @Override
  public Pools pools() {
    return pools;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Updates updates() {
    return updates;
  }

  @Override
  public Routine routine(Runnable calls) {
    return replays
        ? new CapturedCalls(stream, memory, this::tellRefused, calls)
        : Routine.of(calls);
  }

  private void tellRefused(String why) {
    if (!told) {
      told = true;
      tell.accept("steps can't be replayed as CUDA graphs, and are slower by their calls: " + why);
    }
  }

  /** The ways that convolutions take on it, of those tried, with their milliseconds. */
  public List<String> choices() {
    return routes.choices();
  }

  @Override
  public void close() {
    memory.synchronize();
    routes.close();
    matrices.close();
    cudnn.close();
    kernels.close();
    memory.close();
    stream.close();
  }
}
