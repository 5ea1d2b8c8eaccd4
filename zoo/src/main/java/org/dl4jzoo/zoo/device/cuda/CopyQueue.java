package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A queue beside that of the work, for copies of what work will read later. */
final class CopyQueue implements AutoCloseable {

  private final CudaStream work;
  private final CUstream_st queue = new CUstream_st();
  private final CUevent_st worked;
  private final CUevent_st copied;

  CopyQueue(CudaStream work) {
    this.work = work;
    work.bind();
    int status = cudart.cudaStreamCreateWithFlags(queue, cudart.cudaStreamNonBlocking);
    CudaErrors.runtime("cudaStreamCreateWithFlags", status);
    this.worked = event();
    this.copied = event();
  }

  /** An event that can't tell the time, which takes some. */
  private static CUevent_st event() {
    CUevent_st event = new CUevent_st();
    int status = cudart.cudaEventCreateWithFlags(event, cudart.cudaEventDisableTiming);
    CudaErrors.runtime("cudaEventCreateWithFlags", status);
    return event;
  }

  CUstream_st queue() {
    work.bind();
    return queue;
  }

  /**
   * Lets work asked for from now on wait for the copies so far, and copies from now on for the work
   * so far.
   */
  void turn() {
    record(copied, queue());
    record(worked, work.queue());
    await(work.queue(), copied);
    await(queue, worked);
  }

  private static void record(CUevent_st event, CUstream_st after) {
    CudaErrors.runtime("cudaEventRecord", cudart.cudaEventRecord(event, after));
  }

  private static void await(CUstream_st waiting, CUevent_st event) {
    int status = cudart.cudaStreamWaitEvent(waiting, event, cudart.cudaEventWaitDefault);
    CudaErrors.runtime("cudaStreamWaitEvent", status);
  }

  /** Waits for all copies. */
  void synchronize() {
    CudaErrors.runtime("cudaStreamSynchronize", cudart.cudaStreamSynchronize(queue()));
  }

  @Override
  public void close() {
    cudart.cudaEventDestroy(worked);
    cudart.cudaEventDestroy(copied);
    cudart.cudaStreamDestroy(queue);
  }
}
