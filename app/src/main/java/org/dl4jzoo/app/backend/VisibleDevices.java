package org.dl4jzoo.app.backend;

/**
 * The GPUs to which CUDA_VISIBLE_DEVICES limits this process; CUDA itself sees to it.
 *
 * @param value the variable's; null if it is not set
 */
record VisibleDevices(String value) {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  static VisibleDevices find() {
    return new VisibleDevices(System.getenv(VARIABLE));
  }

  /** A remark on it after something was said of GPUs; empty if it is not set. */
  String remark() {
    return value == null ? "" : " (%s is '%s')".formatted(VARIABLE, value);
  }
}
