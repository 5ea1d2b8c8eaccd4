package org.dl4jzoo.app.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between Deeplearning4j's own CUDA backend and a GPU, found before anything else
 * happens.
 *
 * @param problem one clause naming the missing part, null if CUDA can be used
 * @param devices the devices found, as {@code NVIDIA A10 (compute capability 8.6)}
 */
public record Nd4jCudaCheck(String problem, List<String> devices) {

  /** Copies the list. */
  public Nd4jCudaCheck {
    devices = List.copyOf(devices);
  }

  /** Whether CUDA can be used. */
  public boolean usable() {
    return problem == null;
  }

  /** Checks this machine and this build. */
  public static Nd4jCudaCheck run() {
    return CudaBuild.find() == CudaBuild.CUDA_ND4J
        ? run(new PresetCudaRuntime(), System.getProperty("os.name"))
        : missing("this build has no CUDA backend of ND4J; build with -Pcuda-nd4j");
  }

  static Nd4jCudaCheck run(CudaRuntime cuda, String osName) {
    int[] count = new int[1];
    int code;
    try {
      cuda.load(CudaLibrary.RUNTIME);
      code = cuda.deviceCount(count);
    } catch (LinkageError e) {
      return missing("no NVIDIA driver: " + lastClause(e.getMessage()));
    }
    if (code == CudaRuntime.DRIVER_TOO_OLD) {
      return missing(
          "the NVIDIA driver is too old: CUDA 11.6 needs 450.80.02 or newer (Windows 452.39)");
    }
    if (code == CudaRuntime.NO_DEVICE || (code == CudaRuntime.SUCCESS && count[0] == 0)) {
      return missing("the driver sees no CUDA device");
    }
    if (code != CudaRuntime.SUCCESS) {
      return missing("CUDA error %d: %s".formatted(code, cuda.errorString(code)));
    }
    return checkDevices(cuda, count[0], ComputeCapability.compiledFor(osName));
  }

  private static Nd4jCudaCheck checkDevices(
      CudaRuntime cuda, int count, List<ComputeCapability> compiled) {
    List<String> devices = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int device = 0; device < count; device++) {
      Gpu gpu = cuda.gpu(device);
      String text = gpu.toString();
      devices.add(text);
      if (!gpu.capability().runsCodeFor(compiled)) {
        refused.add(text);
      }
    }
    if (refused.isEmpty()) {
      return new Nd4jCudaCheck(null, devices);
    }
    String problem =
        "%s is not supported: ND4J's CUDA 11.6 binaries run on compute capability %s; hide it with CUDA_VISIBLE_DEVICES"
            .formatted(String.join(", ", refused), ranges(compiled));
    return new Nd4jCudaCheck(problem, devices);
  }

  private static String ranges(List<ComputeCapability> compiled) {
    return compiled.stream().map(ComputeCapability::toString).collect(Collectors.joining(", "))
        + " and newer minor versions of these";
  }

  private static Nd4jCudaCheck missing(String problem) {
    return new Nd4jCudaCheck(problem, List.of());
  }

  /** JavaCPP's messages start with the path of its cache; the linker's own words come last. */
  private static String lastClause(String message) {
    if (message == null) {
      return "libcuda does not load";
    }
    int library = message.indexOf("libcuda");
    return library >= 0 ? message.substring(library) : message;
  }
}
