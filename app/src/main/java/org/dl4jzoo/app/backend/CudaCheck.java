package org.dl4jzoo.app.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands between this process and a GPU, found before anything else happens.
 *
 * @param problem one clause naming the missing part, null if CUDA can be used
 * @param devices the devices found, as {@code NVIDIA A10 (compute capability 8.6)}
 */
public record CudaCheck(String problem, List<String> devices) {

  private static final int NO_DEVICE = 100;
  private static final int DRIVER_TOO_OLD = 35;

  /** Copies the list. */
  public CudaCheck {
    devices = List.copyOf(devices);
  }

  /** Whether CUDA can be used. */
  public boolean usable() {
    return problem == null;
  }

  /** Checks this machine and this build. */
  public static CudaCheck run() {
    return run(new ReflectedCudaRuntime(), System.getProperty("os.name"));
  }

  static CudaCheck run(CudaRuntime cuda, String osName) {
    if (!cuda.isOnClassPath()) {
      return missing("this build carries no CUDA libraries; build with -Pcuda");
    }
    int[] count = new int[1];
    int code;
    try {
      code = cuda.deviceCount(count);
    } catch (LinkageError e) {
      return missing("no NVIDIA driver: " + lastClause(e.getMessage()));
    }
    if (code == DRIVER_TOO_OLD) {
      return missing(
          "the NVIDIA driver is too old: CUDA 11.6 needs 450.80.02 or newer (Windows 452.39)");
    }
    if (code == NO_DEVICE || (code == CudaRuntime.SUCCESS && count[0] == 0)) {
      return missing("the driver sees no CUDA device");
    }
    if (code != CudaRuntime.SUCCESS) {
      return missing("CUDA error %d: %s".formatted(code, cuda.errorString(code)));
    }
    return checkDevices(cuda, count[0], ComputeCapability.compiledFor(osName));
  }

  private static CudaCheck checkDevices(
      CudaRuntime cuda, int count, List<ComputeCapability> compiled) {
    List<String> devices = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int device = 0; device < count; device++) {
      ComputeCapability capability = cuda.computeCapability(device);
      String text = "%s (compute capability %s)".formatted(cuda.name(device), capability);
      devices.add(text);
      if (!capability.runsCodeFor(compiled)) {
        refused.add(text);
      }
    }
    if (refused.isEmpty()) {
      return new CudaCheck(null, devices);
    }
    String problem =
        "%s is not supported: ND4J's CUDA 11.6 binaries run on compute capability %s; hide it with CUDA_VISIBLE_DEVICES"
            .formatted(String.join(", ", refused), ranges(compiled));
    return new CudaCheck(problem, devices);
  }

  private static String ranges(List<ComputeCapability> compiled) {
    return compiled.stream().map(ComputeCapability::toString).collect(Collectors.joining(", "))
        + " and newer minor versions of these";
  }

  private static CudaCheck missing(String problem) {
    return new CudaCheck(problem, List.of());
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
