package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dl4jzoo.app.console.UsageException;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * The backend of this process.
 *
 * @param backend {@link Backend#CPU} or {@link Backend#CUDA}
 * @param reason why, as one clause
 * @param binary the native library of the CPU backend; null with CUDA
 */
public record SelectedBackend(Backend backend, String reason, CpuBinary binary) {

  static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  /**
   * Chooses, and makes ND4J obey. To be called before ND4J, JavaCPP or OpenCV is first touched:
   * later calls in the same JVM still check, but change nothing.
   *
   * @throws UsageException if CUDA is asked for and cannot be used, or ZOO_CPU_BINARY names no
   *     binary that is there and runs on this CPU
   */
  public static SelectedBackend select(Backend wanted) {
    return switch (wanted) {
      case CPU -> cpu("as asked");
      case CUDA -> {
        CudaCheck check = CudaCheck.run();
        if (!check.usable()) {
          throw new UsageException("backend cuda: " + check.problem());
        }
        yield cuda("as asked", check);
      }
      case AUTO -> {
        CudaCheck check = CudaCheck.run();
        yield check.usable()
            ? cuda("all it needs is here", check)
            : cpu("not cuda: " + check.problem());
      }
    };
  }

  private static SelectedBackend cuda(String reason, CudaCheck check) {
    offer(CUDA_BACKEND);
    return new SelectedBackend(
        Backend.CUDA, reason + "; " + String.join(", ", check.devices()), null);
  }

  private static SelectedBackend cpu(String reason) {
    CpuBinary binary = CpuBinary.select();
    binary.use();
    offer(CPU_BACKEND);
    return new SelectedBackend(Backend.CPU, reason, binary);
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
    String why = binary == null ? reason : binary + "; " + reason;
    return "%s (%s)".formatted(backend, why);
  }
}
