package org.dl4jzoo.app.backend;

/** The few calls of CUDA that a check before start needs. */
interface CudaRuntime {

  /** Return code of a call that worked. */
  int SUCCESS = 0;

  /** Return code where the driver is older than the runtime. */
  int DRIVER_TOO_OLD = 35;

  /** Return code where the driver sees no device. */
  int NO_DEVICE = 100;

  /**
   * Loads a library.
   *
   * @return its version, such as {@code 13.0}
   * @throws LinkageError in the linker's words if it does not load
   */
  String load(CudaLibrary library);

  /** The newest CUDA that the driver knows, such as 13000 for 13.0; 0 without a driver. */
  int driverVersion();

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

  /** A version as text: 13000 as 13.0. */
  static String words(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** What a device is. */
  Gpu gpu(int number);
}
