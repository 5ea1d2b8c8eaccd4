package org.dl4jzoo.zoo.device.cuda;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.SizeTPointer;
import org.dl4jzoo.zoo.device.cuda.CudnnShape.Order;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** Convolution, bias, sum and activation in one call of cuDNN, where it has one. */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
final class FusedConvolutions {

  /** The only algorithm that all fused calls know. */
  private static final int ALGORITHM = cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;

  private final CudnnHandle handle;
  private final Routes routes;
  private final Set<ConvolutionShape> unable = new HashSet<>();

  FusedConvolutions(CudnnHandle handle, Routes routes) {
    this.handle = handle;
    this.routes = routes;
  }

  /**
   * y = activation(x * w + bias + term).
   *
   * @return false if cuDNN can't, and nothing was done
   */
  boolean run(
      ConvolutionShape shape, long x, long w, long bias, long term, Activation activation, long y) {
    Insets insets = shape.padding();
    boolean alike = insets.top() == insets.bottom() && insets.left() == insets.right();
    if (bias == 0 || activation == Activation.RELU6 || !alike || unable.contains(shape)) {
      return false;
    }
    boolean done = call(shape, x, w, bias, term, activation, y) == cudnn.CUDNN_STATUS_SUCCESS;
    if (!done) {
      unable.add(shape);
    }
    return done;
  }

  private int call(
      ConvolutionShape convolution,
      long x,
      long w,
      long bias,
      long term,
      Activation activation,
      long y) {
    CudnnShape shape = routes.describe(convolution, Order.CHANNELS);
    shape.setMathType(handle.mathType());
    long workspace = workspace(shape);
    cudnnActivationStruct fused = activation == Activation.RELU ? handle.relu() : handle.identity();
    return cudnn.cudnnConvolutionBiasActivationForward(
        handle.context(),
        handle.one(),
        shape.x(),
        new Address(x),
        shape.w(),
        new Address(w),
        shape.convolution(),
        ALGORITHM,
        new Address(routes.workspace().bytes(workspace)),
        workspace,
        handle.share(term != 0),
        shape.y(),
        new Address(term == 0 ? y : term),
        shape.bias(),
        new Address(bias),
        fused,
        shape.y(),
        new Address(y));
  }

  private long workspace(CudnnShape shape) {
    try (SizeTPointer bytes = new SizeTPointer(1)) {
      int status =
          cudnn.cudnnGetConvolutionForwardWorkspaceSize(
              handle.context(),
              shape.x(),
              shape.w(),
              shape.convolution(),
              shape.y(),
              ALGORITHM,
              bytes);
      return status == cudnn.CUDNN_STATUS_SUCCESS ? bytes.get() : 0;
    }
  }
}
