package org.dl4jzoo.zoo.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dl4jzoo.zoo.offheap.Address;

/**
 * Clips a step's gradient by its norm over all parameters (Pascanu et al. 2013, arXiv:1211.5063,
 * section 3.2), as PyTorch's {@code clip_grad_norm_} does. The steps of running statistics are no
 * gradients and stay as they are.
 *
 * @param most norm that a gradient may have; 0 for any
 * @param spans where the gradients are
 */
record GradientClip(double most, List<Span> spans) {

  /** PyTorch's, which keeps a gradient of zeros from a division by zero. */
  private static final double EPS = 1e-6;

  private static final int PIECE = 1 << 20;

  /** Values that lie together in the vector of gradients. */
  record Span(long start, long end) {}

  GradientClip {
    spans = List.copyOf(spans);
  }

  /**
   * Clipping for a network.
   *
   * @param stretches all of its parameters, in their order
   * @throws IllegalArgumentException if it is to clip and it isn't known what is a gradient
   */
  static GradientClip of(double most, List<ParameterStretch> stretches) {
    if (most > 0 && stretches.isEmpty()) {
      throw new IllegalArgumentException(
          "gradients that the layers' settings normalise can't be clipped");
    }
    List<Span> spans = new ArrayList<>();
    for (ParameterStretch stretch : stretches) {
      int last = spans.size() - 1;
      if (stretch.isPlain()) {
        continue;
      }
      if (last >= 0 && spans.get(last).end == stretch.start()) {
        spans.set(last, new Span(spans.get(last).start, stretch.end()));
      } else {
        spans.add(new Span(stretch.start(), stretch.end()));
      }
    }
    return new GradientClip(most, spans);
  }

  /**
   * What the gradient of a step is to be multiplied by; NaN if a value of it is.
   *
   * @param squares the sum of squares of a span
   * @param images whose gradients are summed up; the norm is that of their mean
   */
  double factor(ToDoubleFunction<Span> squares, int images) {
    if (most == 0) {
      return 1;
    }
    double sum = 0;
    for (Span span : spans) {
      sum += squares.applyAsDouble(span);
    }
    return Math.min(1, most / (Math.sqrt(sum) / images + EPS));
  }

  /** The same for gradients in this machine's memory, float32 from the address on. */
  double factor(Address gradients, int images) {
    return factor(span -> squares(gradients.address(), span), images);
  }

  /** One after another in double precision, so that it is the same in every run. */
  private static double squares(long address, Span span) {
    double sum = 0;
    for (long start = span.start; start < span.end; start += PIECE) {
      int values = (int) Math.min(PIECE, span.end - start);
      FloatBuffer piece = new Address(address + Float.BYTES * start).floats(values);
      for (int i = 0; i < values; i++) {
        double value = piece.get(i);
        sum += value * value;
      }
    }
    return sum;
  }
}
