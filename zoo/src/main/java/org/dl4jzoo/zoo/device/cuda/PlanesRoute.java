package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/**
 * A route on planes of channels, with operands and result turned from and to channels last: some
 * algorithms know no other order, and it can be worth the copies.
 *
 * @param route works on planes, and replaces its result
 * @param operands memory for the operands in planes, and for the result
 */
record PlanesRoute(
    Route route,
    ConvolutionShape shape,
    Direction direction,
    boolean add,
    CudaLayouts layouts,
    GrowingMemory operands)
    implements Route {

  /** Each operand starts at a multiple of so many values. */
  private static final long ALIGNED = 64;

  @Override
  public String name() {
    return route.name();
  }

  @Override
  public void run(long a, long b, long result) {
    long x = aligned(shape.in().length());
    long y = aligned(shape.output().length());
    long w = aligned(weights());
    long xAt = operands.floats(x + y + w);
    long yAt = xAt + x * Float.BYTES;
    long wAt = yAt + y * Float.BYTES;
    switch (direction) {
      case FORWARD -> {
        toPlanes(shape.in(), a, xAt);
        weightsToPlanes(b, wAt);
        route.run(xAt, wAt, yAt);
        layouts.fromPlanes(shape.output(), yAt, result, add);
      }
      case BACK_DATA -> {
        weightsToPlanes(a, wAt);
        toPlanes(shape.output(), b, yAt);
        route.run(wAt, yAt, xAt);
        layouts.fromPlanes(shape.in(), xAt, result, add);
      }
      case BACK_WEIGHTS -> {
        toPlanes(shape.in(), a, xAt);
        toPlanes(shape.output(), b, yAt);
        route.run(xAt, yAt, wAt);
        layouts.arrange(shape.out(), inputsOfGroup(), taps(), wAt, result);
      }
    }
  }

  private static long aligned(long values) {
    return (values + ALIGNED - 1) / ALIGNED * ALIGNED;
  }

  private long weights() {
    return shape.out() * inputsOfGroup() * taps();
  }

  private long inputsOfGroup() {
    return shape.in().channels() / shape.groups();
  }

  private long taps() {
    return (long) shape.kernelSize() * shape.kernelSize();
  }

  private void toPlanes(FeatureMap map, long channelsLast, long planes) {
    layouts.toPlanes(map, channelsLast, planes);
  }

  private void weightsToPlanes(long arranged, long planes) {
    layouts.restore(shape.out(), inputsOfGroup(), taps(), arranged, planes);
  }
}
