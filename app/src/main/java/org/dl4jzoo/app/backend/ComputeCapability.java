package org.dl4jzoo.app.backend;

import java.util.List;

/** Compute capability of an NVIDIA GPU, such as 8.6. */
public record ComputeCapability(int major, int minor) {

  /** What libnd4jcuda 11.6 of 1.0.0-M2.1 has machine code for, as found in its binaries. */
  private static final List<ComputeCapability> LINUX =
      List.of(
          cc(3, 7), cc(5, 0), cc(5, 2), cc(6, 0), cc(6, 1), cc(7, 0), cc(7, 5), cc(8, 0), cc(8, 6));

  private static final List<ComputeCapability> WINDOWS =
      List.of(cc(5, 0), cc(5, 2), cc(6, 1), cc(7, 5), cc(8, 6));

  /** The oldest one for which CUDA 13 compiles: Turing. */
  static final ComputeCapability OLDEST = cc(7, 5);

  /** The oldest one that multiplies bfloat16: Ampere. */
  static final ComputeCapability OF_BFLOAT16 = cc(8, 0);

  /** The newest major version for which it does: Blackwell. */
  static final int NEWEST_MAJOR = 12;

  private static ComputeCapability cc(int major, int minor) {
    return new ComputeCapability(major, minor);
  }

  /** The compute capabilities with machine code of their own on this operating system. */
  static List<ComputeCapability> compiledFor(String osName) {
    return osName.startsWith("Windows") ? WINDOWS : LINUX;
  }

  /**
   * Whether code compiled for one of these runs on this device: machine code runs on the same major
   * version with an equal or higher minor one, and there is no PTX to compile for newer ones.
   */
  boolean runsCodeFor(List<ComputeCapability> compiled) {
    return compiled.stream().anyMatch(code -> code.major == major && code.minor <= minor);
  }

  /** Whether it has a lower number. */
  boolean isOlderThan(ComputeCapability other) {
    return major < other.major || (major == other.major && minor < other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
