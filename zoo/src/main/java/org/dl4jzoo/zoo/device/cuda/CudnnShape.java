package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudnn;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * cuDNN's descriptions of a convolution and its operands. Padding must be the same on opposite
 * sides.
 */
@SuppressWarnings("deprecation") // cuDNN keeps these calls, and its newer ones need C++ to plan.
final class CudnnShape {

  /** How maps and weights lie: channels last, or planes of a channel each. */
  enum Order {
    /** [N,H,W,C], and weights [out, kernel, kernel, in]. */
    CHANNELS(cudnn.CUDNN_TENSOR_NHWC),
    /** [N,C,H,W], and weights [out, in, kernel, kernel]. */
    PLANES(cudnn.CUDNN_TENSOR_NCHW);

    private final int format;

    Order(int format) {
      this.format = format;
    }
  }

  private final Order order;
  private final int dataType;
  private final long weights;
  private final cudnnTensorStruct x;
  private final cudnnTensorStruct y;
  private final cudnnTensorStruct bias;
  private final cudnnFilterStruct w = new cudnnFilterStruct();
  private final cudnnConvolutionStruct convolution = new cudnnConvolutionStruct();

  CudnnShape(ConvolutionShape shape, Order order, CudnnHandle handle) {
    this.order = order;
    this.dataType = handle.dataType();
    this.x = tensor(shape.in());
    this.y = tensor(shape.output());
    this.bias = tensor(new FeatureMap(1, 1, 1, shape.out()));
    this.weights = shape.weightCount();
    describeWeights(shape);
    describeConvolution(shape);
    int status = cudnn.cudnnSetConvolutionMathType(convolution, handle.mathType());
    CudaErrors.dnn("cudnnSetConvolutionMathType", status);
  }

  private cudnnTensorStruct tensor(FeatureMap map) {
    cudnnTensorStruct tensor = new cudnnTensorStruct();
    CudaErrors.dnn("cudnnCreateTensorDescriptor", cudnn.cudnnCreateTensorDescriptor(tensor));
    int status =
        cudnn.cudnnSetTensor4dDescriptor(
            tensor,
            order.format,
            dataType,
            (int) map.batch(),
            (int) map.channels(),
            (int) map.height(),
            (int) map.width());
    CudaErrors.dnn("cudnnSetTensor4dDescriptor of " + map, status);
    return tensor;
  }

  private void describeWeights(ConvolutionShape shape) {
    CudaErrors.dnn("cudnnCreateFilterDescriptor", cudnn.cudnnCreateFilterDescriptor(w));
    int status =
        cudnn.cudnnSetFilter4dDescriptor(
            w,
            dataType,
            order.format,
            (int) shape.out(),
            (int) (shape.in().channels() / shape.groups()),
            shape.kernelSize(),
            shape.kernelSize());
    CudaErrors.dnn("cudnnSetFilter4dDescriptor of " + shape, status);
  }

  private void describeConvolution(ConvolutionShape shape) {
    int status = cudnn.cudnnCreateConvolutionDescriptor(convolution);
    CudaErrors.dnn("cudnnCreateConvolutionDescriptor", status);
    status =
        cudnn.cudnnSetConvolution2dDescriptor(
            convolution,
            shape.padding().top(),
            shape.padding().left(),
            shape.stride(),
            shape.stride(),
            1,
            1,
            cudnn.CUDNN_CROSS_CORRELATION,
            cudnn.CUDNN_DATA_FLOAT);
    CudaErrors.dnn("cudnnSetConvolution2dDescriptor of " + shape, status);
    status = cudnn.cudnnSetConvolutionGroupCount(convolution, (int) shape.groups());
    CudaErrors.dnn("cudnnSetConvolutionGroupCount", status);
  }

  /** Values of the weights. */
  long weights() {
    return weights;
  }

  Order order() {
    return order;
  }

  cudnnTensorStruct x() {
    return x;
  }

  cudnnTensorStruct y() {
    return y;
  }

  cudnnTensorStruct bias() {
    return bias;
  }

  cudnnFilterStruct w() {
    return w;
  }

  cudnnConvolutionStruct convolution() {
    return convolution;
  }

  /** Frees the descriptions. */
  void close() {
    cudnn.cudnnDestroyTensorDescriptor(x);
    cudnn.cudnnDestroyTensorDescriptor(y);
    cudnn.cudnnDestroyTensorDescriptor(bias);
    cudnn.cudnnDestroyFilterDescriptor(w);
    cudnn.cudnnDestroyConvolutionDescriptor(convolution);
  }
}
