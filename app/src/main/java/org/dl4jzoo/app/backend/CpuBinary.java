package org.dl4jzoo.app.backend;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;
import org.dl4jzoo.app.console.UsageException;

/**
 * The build of ND4J's native CPU library. Left alone, JavaCPP loads {@code onednn-avx2} even where
 * the CPU has AVX-512, and silently the generic build where the one asked for is not there; ND4J
 * ends the JVM if the build needs more than the CPU has.
 *
 * @param name {@code generic}, {@code onednn}, {@code onednn-avx2} or {@code onednn-avx512}
 * @param reason why, as one clause
 */
public record CpuBinary(String name, String reason) {

  private static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";
  private static final String VARIABLE = "ZOO_CPU_BINARY";
  private static final String BINDINGS = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String GENERIC = "generic";
  private static final List<String> FASTEST_FIRST =
      List.of("onednn-avx512", "onednn-avx2", "onednn", GENERIC);

  static CpuBinary select() {
    CpuBinary chosen = select(Cpu.detect(), CpuBinary::isInThisBuild, System.getenv(VARIABLE));
    String property = System.getProperty(PROPERTY);
    if (property == null || property.equals(chosen.extension())) {
      return chosen;
    }
    return new CpuBinary(property.replaceFirst("^-", ""), PROPERTY + " is set");
  }

  static CpuBinary select(Cpu cpu, Predicate<String> inThisBuild, String wanted) {
    List<String> there = FASTEST_FIRST.stream().filter(inThisBuild).toList();
    if (wanted == null || wanted.isBlank()) {
      String best = there.stream().filter(name -> runsOn(cpu, name)).findFirst().orElse(GENERIC);
      return new CpuBinary(best, "the CPU has " + bestOf(cpu));
    }
    String name = wanted.strip().toLowerCase(Locale.ROOT);
    if (!there.contains(name)) {
      throw new UsageException(
          "%s must be one of %s; got '%s'".formatted(VARIABLE, String.join(", ", there), wanted));
    }
    if (!runsOn(cpu, name)) {
      throw new UsageException(
          "%s=%s needs more than this CPU has, which is %s".formatted(VARIABLE, name, bestOf(cpu)));
    }
    return new CpuBinary(name, VARIABLE + " is set");
  }

  /**
   * Makes JavaCPP load this build; without effect once ND4J has been loaded. JavaCPP reads the
   * system property when it is first touched, which the look for CUDA may have done: hence the
   * second line.
   */
  void use() {
    System.setProperty(PROPERTY, extension());
    Loader.loadProperties().setProperty("platform.extension", extension());
  }

  /** JavaCPP falls back to the plain build for an extension that is not there, as "-generic". */
  private String extension() {
    return "-" + name;
  }

  private static boolean isInThisBuild(String name) {
    String platform = Loader.Detector.getPlatform();
    String folder = name.equals(GENERIC) ? platform : platform + "-" + name;
    String library = System.mapLibraryName("jnind4jcpu");
    return CpuBinary.class.getClassLoader().getResource(BINDINGS + folder + "/" + library) != null;
  }

  private static boolean runsOn(Cpu cpu, String name) {
    return switch (name) {
      case "onednn-avx512" -> cpu.hasAvx512();
      case "onednn-avx2" -> cpu.hasAvx2();
      default -> true;
    };
  }

  private static String bestOf(Cpu cpu) {
    if (cpu.hasAvx512()) {
      return "AVX-512";
    }
    return cpu.hasAvx2() ? "AVX2" : "no AVX2";
  }

  @Override
  public String toString() {
    return "nd4j " + name + " because " + reason;
  }
}
