package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.global.cudnn;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.cuda.CudnnAlgorithms.Algorithm;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * An algorithm of cuDNN on operands in its order.
 *
 * @param scratch the workspace of all algorithms
 * @param gradient memory for a gradient of weights, which cuDNN gives in the maps' type
 * @param add whether it adds to what is there
 */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
record CudnnRoute(
    CudnnHandle handle,
    CudnnShape shape,
    Direction direction,
    Algorithm algorithm,
    GrowingMemory scratch,
    GrowingMemory gradient,
    CudaLayouts layouts,
    boolean add)
    implements Route {

  @Override
  public String name() {
    return "cuDNN's algorithm %d, %s".formatted(algorithm.number(), shape.order());
  }

  @Override
  public void run(long a, long b, long result) {
    Address workspace = new Address(scratch.bytes(algorithm.workspace()));
    switch (direction) {
      case FORWARD -> forward(a, b, workspace, result);
      case BACK_DATA -> backData(a, b, workspace, result);
      case BACK_WEIGHTS -> {
        if (handle.maps().isNarrow()) {
          long narrow = gradient.bytes(shape.weights() * handle.maps().bytes());
          backWeights(a, b, workspace, narrow);
          layouts.widen(shape.weights(), narrow, result);
        } else {
          backWeights(a, b, workspace, result);
        }
      }
    }
  }

  private void forward(long x, long w, Address workspace, long y) {
    int status =
        cudnn.cudnnConvolutionForward(
            handle.context(),
            handle.one(),
            shape.x(),
            new Address(x),
            shape.w(),
            new Address(w),
            shape.convolution(),
            algorithm.number(),
            workspace,
            algorithm.workspace(),
            handle.share(add),
            shape.y(),
            new Address(y));
    CudaErrors.dnn("cudnnConvolutionForward", status);
  }

  private void backData(long w, long dy, Address workspace, long dx) {
    int status =
        cudnn.cudnnConvolutionBackwardData(
            handle.context(),
            handle.one(),
            shape.w(),
            new Address(w),
            shape.y(),
            new Address(dy),
            shape.convolution(),
            algorithm.number(),
            workspace,
            algorithm.workspace(),
            handle.share(add),
            shape.x(),
            new Address(dx));
    CudaErrors.dnn("cudnnConvolutionBackwardData", status);
  }

  private void backWeights(long x, long dy, Address workspace, long dw) {
    int status =
        cudnn.cudnnConvolutionBackwardFilter(
            handle.context(),
            handle.one(),
            shape.x(),
            new Address(x),
            shape.y(),
            new Address(dy),
            shape.convolution(),
            algorithm.number(),
            workspace,
            algorithm.workspace(),
            handle.share(add),
            shape.w(),
            new Address(dw));
    CudaErrors.dnn("cudnnConvolutionBackwardFilter", status);
  }
}
