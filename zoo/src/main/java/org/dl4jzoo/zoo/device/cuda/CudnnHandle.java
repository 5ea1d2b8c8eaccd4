package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cudnn.cudnnActivationStruct;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.MapType;

/** cuDNN on a stream, with the constants that its calls take. */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
final class CudnnHandle implements AutoCloseable {

  private final cudnnContext context = new cudnnContext();
  private final cudnnActivationStruct identity;
  private final cudnnActivationStruct relu;
  private final FloatPointer zero = new FloatPointer(0f);
  private final FloatPointer one = new FloatPointer(1f);
  private final CudaArithmetic arithmetic;

  CudnnHandle(CudaStream stream, CudaArithmetic arithmetic) {
    this.arithmetic = arithmetic;
    CudaErrors.dnn("cudnnCreate", cudnn.cudnnCreate(context));
    CudaErrors.dnn("cudnnSetStream", cudnn.cudnnSetStream(context, stream.queue()));
    this.identity = activation(cudnn.CUDNN_ACTIVATION_IDENTITY);
    this.relu = activation(cudnn.CUDNN_ACTIVATION_RELU);
  }

  private static cudnnActivationStruct activation(int kind) {
    cudnnActivationStruct activation = new cudnnActivationStruct();
    int status = cudnn.cudnnCreateActivationDescriptor(activation);
    CudaErrors.dnn("cudnnCreateActivationDescriptor", status);
    status = cudnn.cudnnSetActivationDescriptor(activation, kind, cudnn.CUDNN_PROPAGATE_NAN, 0);
    CudaErrors.dnn("cudnnSetActivationDescriptor", status);
    return activation;
  }

  /** The library's version, such as 91900. */
  static long version() {
    return cudnn.cudnnGetVersion();
  }

  cudnnContext context() {
    return context;
  }

  cudnnActivationStruct identity() {
    return identity;
  }

  cudnnActivationStruct relu() {
    return relu;
  }

  FloatPointer one() {
    return one;
  }

  /** The factor of what is in the result: 1 to add to it. */
  FloatPointer share(boolean add) {
    return add ? one : zero;
  }

  /**
   * The arithmetic to ask for; what algorithms were found for is no more exact, and some of it
   * rounds to half precision.
   */
  int mathType() {
    return switch (arithmetic.precision()) {
      case FLOAT32 -> cudnn.CUDNN_FMA_MATH;
      case TF32 -> cudnn.CUDNN_DEFAULT_MATH;
      case BF16, FP16 -> cudnn.CUDNN_TENSOR_OP_MATH;
    };
  }

  /** How maps are stored. */
  MapType maps() {
    return arithmetic.precision().maps();
  }

  /** cuDNN's number of the maps' type. */
  int dataType() {
    return switch (maps()) {
      case FLOAT32 -> cudnn.CUDNN_DATA_FLOAT;
      case BFLOAT16 -> cudnn.CUDNN_DATA_BFLOAT16;
      case FLOAT16 -> cudnn.CUDNN_DATA_HALF;
    };
  }

  /** Whether an algorithm may be taken of which cuDNN says this. */
  boolean takes(int determinism) {
    return arithmetic.fast() || determinism == cudnn.CUDNN_DETERMINISTIC;
  }

  @Override
  public void close() {
    cudnn.cudnnDestroyActivationDescriptor(identity);
    cudnn.cudnnDestroyActivationDescriptor(relu);
    cudnn.cudnnDestroy(context);
    zero.close();
    one.close();
  }
}
