package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.app.console.ByteSize;
import org.nd4j.linalg.factory.Nd4j;

/** What this machine, this build and this process have, as far as it matters to the zoo. */
public final class Diagnosis {

  private static final Set<String> TELLING_FLAGS =
      Set.of(
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx_vnni",
          "avx512f",
          "avx512bw",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "asimddp",
          "bf16",
          "sve");

  private static final long LEAST_FREE_BYTES = 2L << 30;

  private final Cpu cpu = Cpu.detect();
  private final List<String> advice = new ArrayList<>();
  private final Map<String, Map<String, Object>> sections = new LinkedHashMap<>();

  private Diagnosis() {}

  /**
   * Looks at everything; loads ND4J.
   *
   * @param selected the backend that was selected
   * @param cacheFolder where downloads are kept
   */
  public static Diagnosis of(SelectedBackend selected, Path cacheFolder) {
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.java();
    diagnosis.machine();
    diagnosis.backend(selected);
    diagnosis.oneDnn();
    diagnosis.threads();
    diagnosis.memory();
    diagnosis.gpu();
    diagnosis.cache(cacheFolder);
    return diagnosis;
  }

  /** What was found: values by name, by section. */
  public Map<String, Map<String, Object>> sections() {
    return Collections.unmodifiableMap(sections);
  }

  /** What could be better, a sentence each. */
  public List<String> advice() {
    return List.copyOf(advice);
  }

  private Map<String, Object> section(String name) {
    return sections.computeIfAbsent(name, unused -> new LinkedHashMap<>());
  }

  private void java() {
    Map<String, Object> java = section("java");
    java.put("version", System.getProperty("java.version"));
    java.put("vendor", System.getProperty("java.vendor"));
    java.put("vm", System.getProperty("java.vm.name"));
    java.put("home", System.getProperty("java.home"));
  }

  private void machine() {
    Map<String, Object> machine = section("machine");
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("cpu", cpu.model());
    Set<String> features = new TreeSet<>(cpu.flags());
    features.retainAll(TELLING_FLAGS);
    machine.put("features", features);
    machine.put("physicalCores", cpu.physicalCores());
    machine.put("logicalProcessors", cpu.logicalProcessors());
    machine.put("usableProcessors", Runtime.getRuntime().availableProcessors());
  }

  private void backend(SelectedBackend selected) {
    Map<String, Object> backend = section("backend");
    backend.put("backend", selected.backend().toString());
    backend.put("reason", selected.reason());
    backend.put("nd4j", Nd4j.getBackend().getClass().getSimpleName());
    if (selected.binary() != null) {
      LoadedLibrary loaded = LoadedLibrary.ofNd4j();
      backend.put("binary", selected.binary().name());
      backend.put("binaryReason", selected.binary().reason());
      backend.put("library", loaded.path().toString());
      backend.put("libraryLevel", loaded.level());
      backend.put("libraryHas", loaded.has());
      if (!loaded.isBuild(selected.binary().name())) {
        advice.add(
            "JavaCPP loaded another build than %s; is org.bytedeco.javacpp.platform.extension set?"
                .formatted(selected.binary().name()));
      }
    }
    backend.put("blas", Nd4j.factory().blas().getBlasVendor().name());
  }

  private void oneDnn() {
    Map<String, Object> engine = section("engine");
    OneDnn oneDnn = OneDnn.load();
    engine.put("oneDNN", oneDnn.version());
    engine.put("instructionSet", oneDnn.instructionSet());
  }

  private void threads() {
    Map<String, Object> threads = section("threads");
    String openMp = System.getenv("OMP_NUM_THREADS");
    threads.put("OMP_NUM_THREADS", openMp);
    threads.put("nd4j", Nd4j.getEnvironment().maxThreads());
    threads.put("nd4jMaster", Nd4j.getEnvironment().maxMasterThreads());
    if (openMp == null) {
      advice.add("OMP_NUM_THREADS is not set: scripts/zoo sets it to the usable physical cores");
    } else if (!openMp.equals(String.valueOf(cpu.physicalCores()))) {
      advice.add(
          "OMP_NUM_THREADS is %s; the machine has %d physical cores"
              .formatted(openMp, cpu.physicalCores()));
    }
  }

  private void memory() {
    Map<String, Object> memory = section("memory");
    ByteSize machine = machineMemory();
    ByteSize heap = new ByteSize(Runtime.getRuntime().maxMemory());
    ByteSize offHeap = new ByteSize(Pointer.maxBytes());
    memory.put("usable", machine);
    memory.put("heapLimit", heap);
    memory.put("offHeapLimit", offHeap);
    long physical = Pointer.maxPhysicalBytes();
    memory.put("processLimit", physical == 0 ? null : new ByteSize(physical));
    if (heap.bytes() + offHeap.bytes() > machine.bytes()) {
      advice.add("heap and off-heap limits together are more than the memory there is");
    }
  }

  private static ByteSize machineMemory() {
    return new ByteSize(
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getTotalMemorySize());
  }

  private void gpu() {
    CudaCheck check = CudaCheck.run();
    Map<String, Object> gpu = section("gpu");
    gpu.put("usable", check.problem() == null);
    gpu.put("problem", check.problem());
    gpu.put("driver", check.release());
    gpu.put("driverCuda", check.driver());
    for (CudaLibrary library : CudaLibrary.values()) {
      gpu.put(library.key(), check.library(library));
    }
    gpu.put("CUDA_VISIBLE_DEVICES", VisibleDevices.find().value());
    gpu.put("devices", check.gpus().stream().map(Gpu::description).toList());
    if (CudaBuild.find() == CudaBuild.CUDA_ND4J) {
      Nd4jCudaCheck ofNd4j = Nd4jCudaCheck.run();
      gpu.put("nd4jProblem", ofNd4j.problem());
      gpu.put("nd4jDevices", ofNd4j.devices());
    }
  }

  private void cache(Path folder) {
    Map<String, Object> cache = section("cache");
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean writable = Files.isWritable(existing);
    cache.put("folder", folder.toString());
    cache.put("exists", existing.equals(folder.toAbsolutePath()));
    cache.put("writable", writable);
    cache.put("free", freeSpace(existing));
    if (!writable) {
      advice.add("the cache folder cannot be written: set ZOO_CACHE to one that can");
    }
  }

  private ByteSize freeSpace(Path folder) {
    try {
      ByteSize free = new ByteSize(Files.getFileStore(folder).getUsableSpace());
      if (free.bytes() < LEAST_FREE_BYTES) {
        advice.add("little disk space is left for the cache: " + free);
      }
      return free;
    } catch (IOException notAFileSystem) {
      return null;
    }
  }
}
