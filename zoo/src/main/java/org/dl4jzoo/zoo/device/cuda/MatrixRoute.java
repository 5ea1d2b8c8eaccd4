package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** A convolution of single pixels as the product of matrices that it is. */
record MatrixRoute(
    CublasMatrices matrices, ConvolutionShape shape, Direction direction, boolean add)
    implements Route {

  /** Whether a convolution is one of single pixels. */
  static boolean fits(ConvolutionShape shape) {
    return shape.kernelSize() == 1
        && shape.stride() == 1
        && shape.groups() == 1
        && shape.padding().equals(Insets.NONE);
  }

  @Override
  public String name() {
    return "cuBLAS";
  }

  @Override
  public void run(long a, long b, long result) {
    int rows = (int) (shape.in().batch() * shape.in().height() * shape.in().width());
    int in = (int) shape.in().channels();
    int out = (int) shape.out();
    switch (direction) {
      case FORWARD -> matrices.multiply(rows, in, out, a, b, result);
      case BACK_DATA -> matrices.backData(rows, in, out, a, b, result, add);
      case BACK_WEIGHTS -> matrices.backWeights(rows, in, out, a, b, result, add);
    }
  }
}
