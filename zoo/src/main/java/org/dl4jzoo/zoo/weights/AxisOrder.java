package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of a parameter in a file, and in which order our arrays have them. Ours is the order in
 * memory: the output outermost, then the window of a convolution's inputs, or the height, width and
 * channels of a flattened map.
 *
 * @param shape lengths of the axes in the file, outermost first
 * @param unflattened the same, with a flattened map as three axes
 * @param ours for each of our axes, outermost first, which of the unflattened ones it is
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record AxisOrder(List<Long> shape, List<Long> unflattened, int... ours) {

  AxisOrder {
    shape = List.copyOf(shape);
    unflattened = List.copyOf(unflattened);
    ours = ours.clone();
  }

  AxisOrder(List<Long> shape, int... ours) {
    this(shape, shape, ours);
  }

  /** The same order as ours. */
  static AxisOrder same(List<Long> shape) {
    return new AxisOrder(shape, IntStream.range(0, shape.size()).toArray());
  }

  /** The same of a tensor in which a map isn't flattened. */
  AxisOrder unflatten() {
    return new AxisOrder(unflattened, ours);
  }

  /** Whether a tensor has this shape; a map may be flattened or not. */
  boolean fits(List<Long> found) {
    return found.equals(shape) || found.equals(unflattened);
  }

  /** The file's values in our order; the same array where that is the file's. */
  float[] toOurs(float[] theirs) {
    return isOurs() ? theirs : permute(theirs, lengths(), ours);
  }

  /** Our values in the file's order, the inverse of {@link #toOurs}. */
  float[] toTheirs(float[] values) {
    int[] theirs = new int[ours.length];
    for (int i = 0; i < ours.length; i++) {
      theirs[ours[i]] = i;
    }
    int[] lengths = Arrays.stream(ours).map(i -> lengths()[i]).toArray();
    return isOurs() ? values : permute(values, lengths, theirs);
  }

  private boolean isOurs() {
    return IntStream.range(0, ours.length).allMatch(i -> ours[i] == i);
  }

  private int[] lengths() {
    return unflattened.stream().mapToInt(Math::toIntExact).toArray();
  }

  /** As NumPy's transpose: axis i of the result is axis axes[i] of the values. */
  private static float[] permute(float[] values, int[] shape, int[] axes) {
    int[] steps = new int[shape.length];
    int step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      steps[i] = step;
      step *= shape[i];
    }
    int[] lengths = Arrays.stream(axes).map(i -> shape[i]).toArray();
    int[] strides = Arrays.stream(axes).map(i -> steps[i]).toArray();
    float[] permuted = new float[values.length];
    if (values.length > 0) {
      copy(values, 0, permuted, 0, lengths, strides, 0);
    }
    return permuted;
  }

  /** Fills the result from one axis on; returns where the next value goes. */
  private static int copy(
      float[] from, int start, float[] to, int next, int[] lengths, int[] strides, int axis) {
    int at = next;
    int source = start;
    for (int i = 0; i < lengths[axis]; i++) {
      if (axis == lengths.length - 1) {
        to[at++] = from[source];
      } else {
        at = copy(from, source, to, at, lengths, strides, axis + 1);
      }
      source += strides[axis];
    }
    return at;
  }
}
