package org.dl4jzoo.app.backend;

/** The few calls of the CUDA runtime that a check before start needs. */
interface CudaRuntime {

  /** Return code of a call that worked. */
  int SUCCESS = 0;

  /** Whether ND4J's CUDA backend and the CUDA libraries' classes are on the class path. */
  boolean isOnClassPath();

  /**
   * Counts the devices.
   *
   * @param count receives the number of devices in its first element
   * @return the CUDA return code
   * @throws LinkageError if the native libraries do not load
   */
  int deviceCount(int[] count);

  /** What a return code means, in CUDA's words. */
  String errorString(int code);

  /** The device's name. */
  String name(int device);

  /** The device's compute capability. */
  ComputeCapability computeCapability(int device);
}
