package org.dl4jzoo.zoo.device.cuda;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.SizeTPointer;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.device.choice.Choices;
import org.dl4jzoo.zoo.device.cuda.CudnnShape.Order;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.offheap.Address;

/** Convolution, bias, sum and activation in one call of cuDNN, where it has one. */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
final class FusedConvolutions {

  /** The only algorithm that all fused calls know. */
  private static final int ALGORITHM = cudnn.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM;

  private static final String FUSED = "one call of cuDNN";
  private static final String APART = "two steps";

  private record Call(ConvolutionShape shape, Activation activation, boolean term) {

    String words() {
      return "INFERENCE %s %s%s".formatted(shape, activation, term ? " with a term" : "");
    }
  }

  private final CudnnHandle handle;
  private final Routes routes;
  private final CudaStream stream;
  private final Choices kept;
  private final CudaLayouts layouts;
  private final GrowingMemory shifts;
  private final Map<Call, Boolean> worthwhile = new HashMap<>();

  FusedConvolutions(
      CudnnHandle handle,
      Routes routes,
      CudaStream stream,
      Choices kept,
      CudaLayouts layouts,
      GrowingMemory shifts) {
    this.handle = handle;
    this.routes = routes;
    this.stream = stream;
    this.kept = kept;
    this.layouts = layouts;
    this.shifts = shifts;
  }

  /**
   * y = activation(x * w + bias + term), if cuDNN can and is faster than in two steps; it is timed
   * once.
   *
   * @param twoSteps gives the same
   */
  void run(
      ConvolutionShape shape,
      long x,
      long w,
      long bias,
      long term,
      Activation activation,
      long y,
      Runnable twoSteps) {
    if (bias == 0 || activation == Activation.RELU6 || !padsAlike(shape) || term == y) {
      twoSteps.run();
      return;
    }
    Runnable fused =
        () ->
            CudaErrors.dnn(
                "cudnnConvolutionBiasActivationForward",
                call(shape, x, w, bias, term, activation, y));
    Call call = new Call(shape, activation, term != 0);
    if (worthwhile.computeIfAbsent(call, one -> isWorthwhile(one, fused, twoSteps))) {
      fused.run();
    } else {
      twoSteps.run();
    }
  }

  private boolean isWorthwhile(Call call, Runnable fused, Runnable twoSteps) {
    if (!hasRoom(call.shape())) {
      return false;
    }
    return kept.of(call.words())
        .orElseGet(() -> kept.keep(call.words(), isFaster(fused, twoSteps) ? FUSED : APART))
        .equals(FUSED);
  }

  private boolean hasRoom(ConvolutionShape shape) {
    return workspace(routes.describe(shape, Order.CHANNELS)) <= routes.mostWorkspace();
  }

  private static boolean padsAlike(ConvolutionShape shape) {
    Insets insets = shape.padding();
    return insets.top() == insets.bottom() && insets.left() == insets.right();
  }

  private boolean isFaster(Runnable fused, Runnable twoSteps) {
    float time = Float.POSITIVE_INFINITY;
    try {
      fused.run();
      time = stream.milliseconds(fused);
    } catch (CudaException | OutOfDeviceMemoryException e) {
      // What cuDNN has no call for takes two steps.
      time = Float.POSITIVE_INFINITY;
    }
    twoSteps.run();
    return time < stream.milliseconds(twoSteps);
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
    long workspace = workspace(shape);
    long shift = handle.maps().isNarrow() ? narrow(convolution.out(), bias) : bias;
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
        new Address(shift),
        fused,
        shape.y(),
        new Address(y));
  }

  /** cuDNN takes the bias in the maps' type. */
  private long narrow(long channels, long bias) {
    long narrow = shifts.bytes(channels * handle.maps().bytes());
    layouts.narrow(channels, bias, narrow);
    return narrow;
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
