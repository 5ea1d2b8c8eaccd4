package org.dl4jzoo.zoo.device.cuda;

/** A call of CUDA or of one of its libraries failed. */
public final class CudaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  CudaException(String call, int status, String name, String text) {
    super("%s failed: %s (%d), %s".formatted(call, name, status, text));
    this.status = status;
  }

  /** What the call returned. */
  public int status() {
    return status;
  }
}
