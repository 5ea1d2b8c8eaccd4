package org.dl4jzoo.app.backend;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processor of this machine.
 *
 * @param model its name, or the architecture where the name is not known
 * @param flags instruction sets, named as in Linux's /proc/cpuinfo
 * @param physicalCores cores, not counting hyper-threads
 * @param logicalProcessors processors the operating system sees
 */
public record Cpu(String model, Set<String> flags, int physicalCores, int logicalProcessors) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd");
  private static final Set<String> AVX2 = Set.of("avx2", "fma");

  /** Copies the flags. */
  public Cpu {
    flags = Set.copyOf(flags);
  }

  /** Looks at this machine. */
  public static Cpu detect() {
    if (Files.isReadable(CPUINFO)) {
      try {
        return parse(Files.readAllLines(CPUINFO, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return new Cpu(System.getProperty("os.arch"), flagsOfTheJvm(), processors, processors);
  }

  static Cpu parse(List<String> cpuinfo) {
    String model = System.getProperty("os.arch");
    Set<String> flags = Set.of();
    Set<String> cores = new TreeSet<>();
    String socket = "0";
    int processors = 0;
    for (String line : cpuinfo) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip()) {
        case "processor" -> processors++;
        case "model name" -> model = value;
        // Linux leaves double blanks where it hides a flag, and nothing says that none comes twice.
        case "flags" -> flags = Set.copyOf(List.of(value.split("\\s+")));
        case "physical id" -> socket = value;
        case "core id" -> cores.add(socket + "/" + value);
        default -> {}
      }
    }
    return new Cpu(model, flags, cores.isEmpty() ? processors : cores.size(), processors);
  }

  /** Whether it runs code compiled for AVX-512 (F, BW, DQ, VL, CD). */
  public boolean hasAvx512() {
    return flags.containsAll(AVX512);
  }

  /** Whether it runs code compiled for AVX2 with fused multiply-add. */
  public boolean hasAvx2() {
    return flags.containsAll(AVX2);
  }

  /** Where the operating system tells nothing, the JVM still knows which AVX it may use. */
  private static Set<String> flagsOfTheJvm() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (jvm == null) {
      return Set.of();
    }
    try {
      int avx = Integer.parseInt(jvm.getVMOption("UseAVX").getValue());
      Set<String> flags = new TreeSet<>();
      if (avx >= 2) {
        flags.addAll(AVX2);
      }
      if (avx >= 3) {
        flags.addAll(AVX512);
      }
      return flags;
    } catch (IllegalArgumentException notAnX86) {
      return Set.of();
    }
  }
}
