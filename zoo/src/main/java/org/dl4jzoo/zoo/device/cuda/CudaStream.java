package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** The queue that all work of a device goes through. */
final class CudaStream implements AutoCloseable {

  private final CUstream_st queue = new CUstream_st();
  private final CUevent_st start = new CUevent_st();
  private final CUevent_st end = new CUevent_st();
  private final int device;
  private Thread bound;

  /** A queue of a device. */
  CudaStream(int device) {
    this.device = device;
    bind();
    int status = cudart.cudaStreamCreateWithFlags(queue, cudart.cudaStreamNonBlocking);
    CudaErrors.runtime("cudaStreamCreateWithFlags", status);
    CudaErrors.runtime("cudaEventCreate", cudart.cudaEventCreate(start));
    CudaErrors.runtime("cudaEventCreate", cudart.cudaEventCreate(end));
  }

  CUstream_st queue() {
    bind();
    return queue;
  }

  /** Makes the device that of the calling thread: CUDA knows one for each thread. */
  void bind() {
    if (bound != Thread.currentThread()) {
      CudaErrors.runtime("cudaSetDevice", cudart.cudaSetDevice(device));
      bound = Thread.currentThread();
    }
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
    cudart.cudaStreamDestroy(queue);
  }
}
