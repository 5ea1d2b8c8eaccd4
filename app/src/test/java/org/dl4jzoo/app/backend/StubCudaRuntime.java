package org.dl4jzoo.app.backend;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A CUDA runtime that answers what NVIDIA's documentation says it does in each situation.
 *
 * @param errors what the linker says of libraries that don't load
 * @param driverVersion the newest CUDA of the driver
 * @param code what counting devices returns
 */
record StubCudaRuntime(
    Map<CudaLibrary, LinkageError> errors, int driverVersion, int code, List<Gpu> gpus)
    implements CudaRuntime {

  static StubCudaRuntime with(ComputeCapability... devices) {
    List<Gpu> gpus =
        IntStream.range(0, devices.length)
            .mapToObj(number -> new Gpu(number, "GPU " + number, devices[number], 16L << 30))
            .toList();
    return new StubCudaRuntime(Map.of(), 13_000, 0, gpus);
  }

  static StubCudaRuntime returning(int code) {
    return new StubCudaRuntime(Map.of(), 13_000, code, List.of());
  }

  StubCudaRuntime without(CudaLibrary library, String words) {
    LinkageError error = new UnsatisfiedLinkError(words);
    return new StubCudaRuntime(Map.of(library, error), driverVersion, code, gpus);
  }

  StubCudaRuntime withDriver(int version, int newCode) {
    return new StubCudaRuntime(errors, version, newCode, gpus);
  }

  @Override
  public String load(CudaLibrary library) {
    if (errors.containsKey(library)) {
      throw errors.get(library);
    }
    return switch (library) {
      case RUNTIME, NVRTC -> "13.0";
      case CUBLAS -> "13.1";
      case CUDNN -> "9.19.0";
    };
  }

  @Override
  public int deviceCount(int[] count) {
    count[0] = gpus.size();
    return code;
  }

  @Override
  public String errorString(int error) {
    return "unknown error";
  }

  @Override
  public Gpu gpu(int number) {
    return gpus.get(number);
  }
}
