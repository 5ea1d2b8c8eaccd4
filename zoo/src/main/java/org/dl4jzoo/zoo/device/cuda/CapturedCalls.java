package org.dl4jzoo.zoo.device.cuda;

import java.util.function.Consumer;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.global.cudart;
import org.dl4jzoo.zoo.device.Routine;

/**
 * Calls that are captured as a CUDA graph once they have been made a few times, and replayed from
 * then on, which is a single call of the driver. A graph holds addresses, so it is given up when
 * any memory was freed.
 */
final class CapturedCalls implements Routine {

  /**
   * The first time finds algorithms and takes memory, which no capture allows; and batches that
   * come but once an epoch are not worth a graph.
   */
  private static final int PLAIN = 2;

  private final CudaStream stream;
  private final CudaMemory memory;
  private final Consumer<String> tell;
  private final Runnable calls;
  private CUgraphExec_st graph;
  private boolean refused;
  private int plain;
  private long freed = -1;

  /**
   * Calls on a stream.
   *
   * @param tell hears why they can't be captured
   */
  CapturedCalls(CudaStream stream, CudaMemory memory, Consumer<String> tell, Runnable calls) {
    this.stream = stream;
    this.memory = memory;
    this.tell = tell;
    this.calls = calls;
  }

  @Override
  public void run() {
    if (memory.freed() != freed) {
      close();
      plain = Math.min(plain, PLAIN - 1);
    }
    if (graph == null && (refused || plain < PLAIN || !capture())) {
      calls.run();
      plain = Math.min(plain + 1, PLAIN);
      freed = memory.freed();
      return;
    }
    CudaErrors.runtime("cudaGraphLaunch", cudart.cudaGraphLaunch(graph, stream.queue()));
  }

  /** Makes the calls without doing their work; false if that is not possible. */
  private boolean capture() {
    CUgraph_st captured = new CUgraph_st();
    try {
      graph = instantiate(captured);
      return true;
    } catch (RuntimeException e) {
      // Whatever it is, it comes again in the plain calls unless it is of the capture.
      refused = true;
      tell.accept(e.getMessage());
      return false;
    } finally {
      if (!captured.isNull()) {
        cudart.cudaGraphDestroy(captured);
      }
    }
  }

  private CUgraphExec_st instantiate(CUgraph_st captured) {
    int mode = cudart.cudaStreamCaptureModeThreadLocal;
    int status = cudart.cudaStreamBeginCapture(stream.queue(), mode);
    CudaErrors.runtime("cudaStreamBeginCapture", status);
    try {
      calls.run();
    } finally {
      status = cudart.cudaStreamEndCapture(stream.queue(), captured);
    }
    CudaErrors.runtime("cudaStreamEndCapture", status);
    CUgraphExec_st ready = new CUgraphExec_st();
    status = cudart.cudaGraphInstantiate(ready, captured, 0);
    CudaErrors.runtime("cudaGraphInstantiate", status);
    return ready;
  }

  @Override
  public void close() {
    if (graph != null) {
      cudart.cudaGraphExecDestroy(graph);
      graph = null;
    }
  }
}
