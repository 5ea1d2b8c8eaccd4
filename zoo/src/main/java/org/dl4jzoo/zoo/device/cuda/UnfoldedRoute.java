package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * A convolution in one group as a product of matrices, of copies of what lies under the kernel, a
 * few images at a time: it works for every shape, and is fast where channels are many.
 *
 * @param rows memory for the copies
 */
record UnfoldedRoute(
    CublasMatrices matrices,
    CudaLayouts layouts,
    GrowingMemory rows,
    ConvolutionShape shape,
    Direction direction,
    boolean add,
    MapType maps)
    implements Route {

  private static final long MOST_BYTES = 256L << 20;

  @Override
  public String name() {
    return "unfolded, cuBLAS";
  }

  @Override
  public void run(long a, long b, long result) {
    long batch = shape.in().batch();
    long bytesOfImage = pixels() * values() * maps.bytes();
    long images = Math.max(1, Math.min(batch, MOST_BYTES / bytesOfImage));
    long unfolded = rows.bytes(images * bytesOfImage);
    for (long first = 0; first < batch; first += images) {
      long count = Math.min(images, batch - first);
      long x = first * shape.in().image().length() * maps.bytes();
      long y = first * shape.output().image().length() * maps.bytes();
      ConvolutionShape part = part(count);
      switch (direction) {
        case FORWARD -> forward(part, a + x, b, unfolded, result + y);
        case BACK_DATA -> backData(part, a, b + y, unfolded, result + x);
        case BACK_WEIGHTS -> backWeights(part, a + x, b + y, unfolded, first > 0, result);
      }
    }
  }

  private ConvolutionShape part(long images) {
    FeatureMap in = shape.in();
    return new ConvolutionShape(
        new FeatureMap(images, in.height(), in.width(), in.channels()),
        shape.out(),
        shape.kernelSize(),
        shape.stride(),
        shape.padding(),
        1);
  }

  /** Pixels of an image of the output. */
  private long pixels() {
    return shape.output().height() * shape.output().width();
  }

  /** Values under the kernel. */
  private long values() {
    return shape.in().channels() * shape.kernelSize() * shape.kernelSize();
  }

  private void forward(ConvolutionShape part, long x, long w, long unfolded, long y) {
    layouts.unfold(part, x, unfolded);
    matrices.multiply(height(part), (int) values(), (int) shape.out(), unfolded, w, y);
  }

  private void backData(ConvolutionShape part, long w, long dy, long unfolded, long dx) {
    int out = (int) shape.out();
    matrices.backData(height(part), (int) values(), out, w, dy, unfolded, false);
    layouts.fold(part, unfolded, dx, add);
  }

  private void backWeights(
      ConvolutionShape part, long x, long dy, long unfolded, boolean further, long dw) {
    layouts.unfold(part, x, unfolded);
    int out = (int) shape.out();
    matrices.backWeights(height(part), (int) values(), out, unfolded, dy, dw, further);
  }

  /** Rows of the matrix. */
  private int height(ConvolutionShape part) {
    return Math.toIntExact(part.in().batch() * pixels());
  }
}
