package org.dl4jzoo.app.backend;

import java.util.Locale;
import org.dl4jzoo.app.UsageException;
import org.dl4jzoo.zoo.layer.Engine;

/** The values of {@code --backend}. */
public enum Backend {
  /**
   * CUDA where everything it needs is there, else the CPU; what was chosen, and why, is printed.
   */
  AUTO,
  /** The CPU. */
  CPU,
  /** An NVIDIA GPU; an error if anything it needs is missing. */
  CUDA;

  /**
   * The engine that runs on this backend.
   *
   * @param wanted null for the fastest one
   * @throws UsageException if the engine asked for does not run here
   */
  public Engine engine(Engine wanted) {
    String architecture = System.getProperty("os.arch");
    boolean oneDnnRuns = this == CPU && architecture.equals("amd64");
    if (wanted == Engine.ONEDNN && !oneDnnRuns) {
      throw new UsageException(
          "engine onednn runs on an x86-64 CPU only; got backend %s on %s"
              .formatted(this, architecture));
    }
    if (wanted != null) {
      return wanted;
    }
    return oneDnnRuns ? Engine.ONEDNN : Engine.ND4J;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
