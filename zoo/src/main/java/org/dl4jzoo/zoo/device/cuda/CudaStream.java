package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A queue of work of a device, which is done in its order. */
final class CudaStream implements AutoCloseable {

  /** The device of a thread, of which CUDA knows one at a time, as far as we have set it. */
  private static final ThreadLocal<Integer> CURRENT = new ThreadLocal<>();

  private final CUstream_st queue = new CUstream_st();
  private final CUevent_st start = new CUevent_st();
  private final CUevent_st end = new CUevent_st();
  private final CUevent_st given = new CUevent_st();
  private final int device;

  /** A queue of a device. */
  CudaStream(int device) {
    this.device = device;
    bind();
    int status = cudart.cudaStreamCreateWithFlags(queue, cudart.cudaStreamNonBlocking);
    CudaErrors.runtime("cudaStreamCreateWithFlags", status);
    CudaErrors.runtime("cudaEventCreate", cudart.cudaEventCreate(start));
    CudaErrors.runtime("cudaEventCreate", cudart.cudaEventCreate(end));
    // It need not tell the time, which takes some.
    status = cudart.cudaEventCreateWithFlags(given, cudart.cudaEventDisableTiming);
    CudaErrors.runtime("cudaEventCreateWithFlags", status);
  }

  int device() {
    return device;
  }

  CUstream_st queue() {
    bind();
    return queue;
  }

  /** Makes the device that of the calling thread, which may give work to several in turn. */
  void bind() {
    Integer current = CURRENT.get();
    if (current == null || current != device) {
      CudaErrors.runtime("cudaSetDevice", cudart.cudaSetDevice(device));
      CURRENT.set(device);
    }
  }

  /** Lets later work begin when that is done which another queue was given so far. */
  void await(CudaStream other) {
    CudaErrors.runtime("cudaEventRecord", cudart.cudaEventRecord(other.given, other.queue()));
    int status = cudart.cudaStreamWaitEvent(queue(), other.given, 0);
    CudaErrors.runtime("cudaStreamWaitEvent", status);
  }

  /** Waits for all work. */
  void synchronize() {
    CudaErrors.runtime("cudaStreamSynchronize", cudart.cudaStreamSynchronize(queue()));
  }

  /** Milliseconds that some work takes on the device; waits for it. */
  float milliseconds(Runnable work) {
    CudaErrors.runtime("cudaEventRecord", cudart.cudaEventRecord(start, queue));
    work.run();
    CudaErrors.runtime("cudaEventRecord", cudart.cudaEventRecord(end, queue));
    CudaErrors.runtime("cudaEventSynchronize", cudart.cudaEventSynchronize(end));
    float[] time = new float[1];
    int status = cudart.cudaEventElapsedTime(time, start, end);
    CudaErrors.runtime("cudaEventElapsedTime", status);
    return time[0];
  }

  @Override
  public void close() {
    cudart.cudaEventDestroy(start);
    cudart.cudaEventDestroy(end);
    cudart.cudaEventDestroy(given);
    cudart.cudaStreamDestroy(queue);
  }
}
