package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.cuda.CudaArithmetic;
import org.dl4jzoo.zoo.device.cuda.CudaDevice;
import org.dl4jzoo.zoo.device.cuda.CudaPrecision;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.nd4j.common.config.ND4JClassLoading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend of this process.
 *
 * @param backend {@link Backend#CPU} or {@link Backend#CUDA}
 * @param reason why, as one clause
 * @param binary the native library of ND4J's CPU backend; null if ND4J is on a GPU
 * @param gpu facts of the GPUs that our layers use, by name; empty if they use none
 */
public record SelectedBackend(
    Backend backend, String reason, CpuBinary binary, Map<String, Object> gpu) {

  private static final Logger LOG = LoggerFactory.getLogger(SelectedBackend.class);

  static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String FOUND = "all it needs is here";
  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /** Copies the facts. */
  public SelectedBackend {
    gpu = Collections.unmodifiableMap(new LinkedHashMap<>(gpu));
  }

  /**
   * Chooses, for algorithms that give the same bits each time.
   *
   * @throws UsageException as the other method does
   */
  public static SelectedBackend select(
      Backend wanted, Engine engine, List<Integer> devices, Precision precision) {
    return select(wanted, engine, devices, precision, false);
  }

  /**
   * Chooses, and makes ND4J obey. To be called before ND4J, JavaCPP or OpenCV is first touched:
   * later calls in the same JVM still check, but change nothing.
   *
   * @param engine what is to compute; null for the fastest
   * @param devices numbers of the GPUs; empty for all that are seen
   * @param precision that a GPU computes with
   * @param fast whether a GPU's algorithms may give other bits in each run
   * @throws UsageException if CUDA is asked for and cannot be used, or ZOO_CPU_BINARY names no
   *     binary that is there and runs on this CPU
   */
  public static SelectedBackend select(
      Backend wanted, Engine engine, List<Integer> devices, Precision precision, boolean fast) {
    if (wanted != Backend.AUTO) {
      wanted.engine(engine);
    }
    if (wanted == Backend.CPU) {
      if (!devices.equals(List.of(0))) {
        throw new UsageException(
            "device chooses a GPU; got %s with backend cpu".formatted(words(devices)));
      }
      return cpu("as asked");
    }
    if (engine == Engine.ONEDNN) {
      return cpu("engine onednn runs there");
    }
    boolean ofNd4j = engine == Engine.ND4J || engine == Engine.STOCK;
    String why = wanted == Backend.CUDA || engine == Engine.CUDA ? "as asked" : null;
    return ofNd4j ? ofNd4j(why) : ours(why, devices, precision, fast);
  }

  private static String words(List<Integer> devices) {
    return devices.isEmpty()
        ? "all"
        : devices.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** ND4J stays on the CPU, where the parameters are that the GPU gets. */
  private static SelectedBackend ours(
      String asked, List<Integer> devices, Precision precision, boolean fast) {
    CpuBinary binary = CpuBinary.select();
    binary.use();
    CudaCheck check = CudaCheck.run();
    List<Integer> numbers = check.numbers(devices);
    String problem = check.problem(numbers, precision);
    if (problem != null) {
      return withoutCuda(asked, problem);
    }
    offer(CPU_BACKEND);
    CudaPrecision ofMaps = CudaPrecision.valueOf(precision.name());
    CudaArithmetic products = new CudaArithmetic(ofMaps, fast);
    Path choices = CacheFolder.standard().resolve("cuda");
    CurrentDevice.choose(
        numbers.stream()
            .<Supplier<Device>>map(number -> new ClosedGpu(number, products, choices))
            .toList());
    String reason =
        "%s; %s%s%s"
            .formatted(
                asked == null ? FOUND : asked,
                check.descriptions(numbers),
                VisibleDevices.find().remark(),
                fast ? "; fast, so other bits in each run" : "");
    Map<String, Object> facts = new LinkedHashMap<>(check.facts(numbers));
    facts.put("precision", precision.name().toLowerCase(Locale.ROOT));
    facts.put("fast", fast);
    return new SelectedBackend(Backend.CUDA, reason, binary, facts);
  }

  /** A GPU that isn't opened yet. */
  private record ClosedGpu(int number, CudaArithmetic products, Path choices)
      implements Supplier<Device> {

    @Override
    public Device get() {
      return CudaDevice.open(number, products, choices, LOG::warn);
    }
  }

  private static SelectedBackend ofNd4j(String asked) {
    Nd4jCudaCheck check = Nd4jCudaCheck.run();
    if (!check.usable()) {
      return withoutCuda(asked, check.problem());
    }
    offer(CUDA_BACKEND);
    String reason = asked == null ? FOUND : asked;
    return new SelectedBackend(
        Backend.CUDA, reason + "; " + String.join(", ", check.devices()), null, Map.of());
  }

  private static SelectedBackend withoutCuda(String asked, String problem) {
    if (asked != null) {
      throw new UsageException("backend cuda: " + problem);
    }
    return cpu("not cuda: " + problem);
  }

  private static SelectedBackend cpu(String reason) {
    CpuBinary binary = CpuBinary.select();
    binary.use();
    offer(CPU_BACKEND);
    return new SelectedBackend(Backend.CPU, reason, binary, Map.of());
  }

  private static void offer(String backendClass) {
    try {
      ND4JClassLoading.setNd4jClassloader(
          new OneBackendLoader(SelectedBackend.class.getClassLoader(), backendClass));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    String why = backend == Backend.CUDA ? reason : binary + "; " + reason;
    return "%s (%s)".formatted(backend, why);
  }
}
