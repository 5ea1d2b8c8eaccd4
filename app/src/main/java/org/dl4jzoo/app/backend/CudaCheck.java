package org.dl4jzoo.app.backend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dl4jzoo.zoo.layer.Precision;

/**
 * What stands between our layers and a GPU, found before anything else happens.
 *
 * @param problem one clause naming the missing part and the remedy, null if a GPU can be used
 * @param release the driver's own number, such as {@code 580.95.05}; null if it is not known
 * @param driver the newest CUDA that the driver knows, such as {@code 13.0}; null if there is none
 * @param libraries the version of each library that loads
 * @param missing of those that don't, what was not found
 * @param gpus those that the driver sees
 */
public record CudaCheck(
    String problem,
    String release,
    String driver,
    Map<CudaLibrary, String> libraries,
    Map<CudaLibrary, String> missing,
    List<Gpu> gpus) {

  /** The oldest driver of CUDA 13. */
  static final String NEEDED_DRIVER = "580.65";

  private static final int NEEDED_CUDA = 13_000;

  /** Copies list and maps. */
  public CudaCheck {
    libraries = Map.copyOf(libraries);
    missing = Map.copyOf(missing);
    gpus = List.copyOf(gpus);
  }

  /** Made once: classes whose libraries did not load fail otherwise when they are asked again. */
  private static final class OfThisProcess {

    static final CudaCheck CHECK =
        switch (CudaBuild.find()) {
          case CUDA -> run(new PresetCudaRuntime(), DriverRelease.find(), VisibleDevices.find());
          case CUDA_ND4J ->
              without(
                  "this build has Deeplearning4j's CUDA only, for --engine nd4j; build with -Pcuda");
          case NONE ->
              without(
                  "this build has no CUDA; build with -Pcuda, as ZOO_MAVEN_ARGS=-Pcuda scripts/zoo"
                      + " does");
        };
  }

  /** What was found on this machine and in this build. */
  public static CudaCheck run() {
    return OfThisProcess.CHECK;
  }

  private static CudaCheck without(String problem) {
    return new CudaCheck(problem, null, null, Map.of(), Map.of(), List.of());
  }

  /**
   * Checks what a runtime tells.
   *
   * @param release the driver's own number; null if it is not known
   */
  static CudaCheck run(CudaRuntime cuda, String release, VisibleDevices visible) {
    Map<CudaLibrary, String> loaded = new EnumMap<>(CudaLibrary.class);
    Map<CudaLibrary, String> missing = new EnumMap<>(CudaLibrary.class);
    for (CudaLibrary library : CudaLibrary.values()) {
      // No other library loads without the runtime.
      if (!missing.containsKey(CudaLibrary.RUNTIME)) {
        try {
          loaded.put(library, cuda.load(library));
        } catch (NoClassDefFoundError needsAnother) {
          // One that it needs is missing, which was told already.
        } catch (LinkageError error) {
          missing.put(library, MissingFile.of(error));
        }
      }
    }
    if (missing.containsKey(CudaLibrary.RUNTIME)) {
      String problem = withoutRuntime(missing.get(CudaLibrary.RUNTIME));
      return new CudaCheck(problem, release, null, loaded, missing, List.of());
    }
    int driver = cuda.driverVersion();
    String problem = problemOfDriver(cuda, driver, release, visible);
    List<Gpu> gpus = problem == null ? gpus(cuda) : List.of();
    if (problem == null) {
      problem = problemOfLibraries(missing);
    }
    String driversCuda = driver == 0 ? null : CudaRuntime.words(driver);
    return new CudaCheck(problem, release, driversCuda, loaded, missing, gpus);
  }

  /** The driver is looked for by the runtime's own bindings. */
  private static String withoutRuntime(String missing) {
    return missing.startsWith("libcuda.so")
        ? "there is no NVIDIA driver: %s; install %s or newer".formatted(missing, NEEDED_DRIVER)
        : CudaLibrary.RUNTIME.sentence(missing);
  }

  private static String problemOfLibraries(Map<CudaLibrary, String> missing) {
    return missing.entrySet().stream()
        .findFirst()
        .map(first -> first.getKey().sentence(first.getValue()))
        .orElse(null);
  }

  private static String problemOfDriver(
      CudaRuntime cuda, int driver, String release, VisibleDevices visible) {
    if (driver == 0) {
      return "there is no NVIDIA driver; install %s or newer".formatted(NEEDED_DRIVER);
    }
    int[] count = new int[1];
    int code = cuda.deviceCount(count);
    if (driver < NEEDED_CUDA || code == CudaRuntime.DRIVER_TOO_OLD) {
      return "the NVIDIA driver is too old: CUDA 13 needs %s or newer; found %sCUDA %s"
          .formatted(
              NEEDED_DRIVER,
              release == null ? "one for " : release + ", which is for ",
              CudaRuntime.words(driver));
    }
    if (code == CudaRuntime.NO_DEVICE || (code == CudaRuntime.SUCCESS && count[0] == 0)) {
      return "the driver sees no GPU%s; nvidia-smi lists those of this machine"
          .formatted(visible.remark());
    }
    return code == CudaRuntime.SUCCESS
        ? null
        : "CUDA error %d: %s".formatted(code, cuda.errorString(code));
  }

  private static List<Gpu> gpus(CudaRuntime cuda) {
    int[] count = new int[1];
    cuda.deviceCount(count);
    List<Gpu> gpus = new ArrayList<>();
    for (int number = 0; number < count[0]; number++) {
      gpus.add(cuda.gpu(number));
    }
    return gpus;
  }

  /** Version and file of a library, or which file was missing; null if nothing was looked for. */
  String library(CudaLibrary library) {
    String version = libraries.get(library);
    if (version != null) {
      return MappedFiles.find(library.file())
          .map(file -> "%s (%s)".formatted(version, file))
          .orElse(version);
    }
    return missing.get(library);
  }

  /** The numbers of GPUs: of all that are seen if none is asked for. */
  List<Integer> numbers(List<Integer> asked) {
    return asked.isEmpty() ? gpus.stream().map(Gpu::number).toList() : asked;
  }

  /** What GPUs are, in the order of their numbers here. */
  String descriptions(List<Integer> devices) {
    return devices.stream()
        .map(device -> gpus.get(device).description())
        .collect(Collectors.joining("; "));
  }

  /**
   * What a result on GPUs depends on, by name: of the first, and of the others if there are any.
   */
  Map<String, Object> facts(List<Integer> devices) {
    Map<String, Object> facts = gpus.get(devices.get(0)).toMap();
    if (devices.size() > 1) {
      List<Integer> others = devices.subList(1, devices.size());
      facts.put("others", others.stream().map(device -> gpus.get(device).toMap()).toList());
    }
    facts.put("driver", release);
    facts.put("driverCuda", driver);
    for (CudaLibrary library : CudaLibrary.values()) {
      facts.put(library.key(), libraries.get(library));
    }
    facts.put("cudaVisibleDevices", VisibleDevices.find().value());
    return facts;
  }

  /**
   * What is in the way of the first of some GPUs that can't compute with a precision; null if all
   * can.
   */
  String problem(List<Integer> devices, Precision precision) {
    return problem != null
        ? problem
        : devices.stream()
            .map(device -> problem(device, precision))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private String problem(int device, Precision precision) {
    String ofDevice = problem(device);
    if (ofDevice != null || precision != Precision.BF16) {
      return ofDevice;
    }
    Gpu gpu = gpus.get(device);
    return gpu.capability().isOlderThan(ComputeCapability.OF_BFLOAT16)
        ? "precision bf16 needs compute capability %s or newer; got %s, which has precision fp16"
            .formatted(ComputeCapability.OF_BFLOAT16, gpu.description())
        : null;
  }

  /** What is in the way of a GPU of a number; null if nothing is. */
  public String problem(int device) {
    if (problem != null) {
      return problem;
    }
    if (device >= gpus.size()) {
      String numbers =
          gpus.stream()
              .map(gpu -> String.valueOf(gpu.number()))
              .collect(Collectors.joining(" or "));
      return "device must be %s, of the GPUs seen%s; got %d"
          .formatted(numbers, VisibleDevices.find().remark(), device);
    }
    Gpu gpu = gpus.get(device);
    if (gpu.capability().isOlderThan(ComputeCapability.OLDEST)) {
      return "%s is too old: our layers need compute capability %s or newer; --engine nd4j may run on it, in a build with -Pcuda-nd4j"
          .formatted(gpu.description(), ComputeCapability.OLDEST);
    }
    return gpu.capability().major() > ComputeCapability.NEWEST_MAJOR
        ? "%s is newer than this program, which knows compute capability %s to %d.x"
            .formatted(gpu.description(), ComputeCapability.OLDEST, ComputeCapability.NEWEST_MAJOR)
        : null;
  }
}
