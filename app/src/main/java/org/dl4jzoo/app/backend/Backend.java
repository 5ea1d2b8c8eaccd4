package org.dl4jzoo.app.backend;

import java.util.Locale;

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

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
