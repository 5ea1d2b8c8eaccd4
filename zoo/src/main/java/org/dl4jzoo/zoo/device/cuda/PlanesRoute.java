package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.MapType;
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
    GrowingMemory operands,
    MapType maps)
    implements Route {

  /** Each operand starts at a multiple of so many values. */
  private static final long ALIGNED = 64;

  @Override
  public String name() {
    return route.name();
  }

  @Override
  public void run(long a, long b, long result) {
    long x = aligned(shape.in().length()) * maps.bytes();
    long y = aligned(shape.output().length()) * maps.bytes();
    long w = aligned(shape.weightCount()) * Float.BYTES;
    long xAt = operands.bytes(x + y + w);
    long yAt = xAt + x;
    long wAt = yAt + y;
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
        // The gradient is float32: [out, in, taps] to [out, taps, in].
        layouts.restore(shape.out(), taps(), inputsOfGroup(), wAt, result);
      }
    }
  }

  private static long aligned(long values) {
    return (values + ALIGNED - 1) / ALIGNED * ALIGNED;
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
    // They lie as a map of an image for each output.
    long size = shape.kernelSize();
    toPlanes(new FeatureMap(shape.out(), size, size, inputsOfGroup()), arranged, planes);
  }
}
