package org.dl4jzoo.zoo.device.trial;

import java.util.List;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** Convolutions and fully connected layers of many shapes on two devices. */
final class ConvolutionChecks {

  /** Of products of float32; sums over all pixels of a batch differ more. */
  private final double bound;

  private final double sumBound;
  private final Twins twins;

  ConvolutionChecks(Twins twins, double bound) {
    this.twins = twins;
    this.bound = bound;
    this.sumBound = Math.max(10 * bound, Twins.step(twins.maps()));
  }

  /** Odd widths, strides, groups, depthwise kernels, and padding that differs by side. */
  private static List<ConvolutionShape> shapes() {
    Insets one = Insets.all(1);
    Insets same = new Insets(0, 1, 0, 1);
    return List.of(
        shape(1, 8, 8, 16, 32, 1, 1, Insets.NONE, 1),
        shape(4, 14, 14, 64, 24, 1, 1, Insets.NONE, 1),
        shape(2, 9, 7, 5, 3, 1, 1, Insets.NONE, 1),
        shape(2, 14, 14, 32, 64, 1, 2, Insets.NONE, 1),
        shape(1, 8, 8, 16, 16, 3, 1, one, 1),
        shape(4, 28, 28, 64, 64, 3, 1, one, 1),
        shape(8, 7, 7, 128, 96, 3, 1, one, 1),
        shape(2, 15, 13, 24, 40, 3, 2, one, 1),
        shape(3, 10, 10, 5, 3, 3, 1, one, 1),
        shape(2, 32, 32, 3, 16, 3, 2, same, 1),
        shape(2, 16, 16, 24, 24, 3, 2, same, 1),
        shape(2, 32, 32, 3, 64, 7, 2, Insets.all(3), 1),
        shape(2, 28, 28, 1, 6, 5, 1, Insets.all(2), 1),
        shape(2, 12, 12, 16, 32, 5, 1, Insets.all(2), 1),
        shape(2, 35, 35, 3, 96, 11, 4, Insets.all(2), 1),
        shape(2, 13, 13, 96, 256, 5, 1, Insets.all(2), 2),
        shape(2, 13, 13, 64, 64, 3, 1, one, 8),
        shape(2, 8, 8, 12, 24, 1, 1, Insets.NONE, 3),
        shape(2, 14, 14, 32, 32, 3, 1, one, 32),
        shape(8, 14, 14, 96, 96, 3, 2, one, 96),
        shape(2, 15, 15, 24, 24, 3, 2, same, 24),
        shape(2, 9, 11, 5, 5, 3, 1, one, 5),
        shape(2, 14, 14, 40, 40, 5, 1, Insets.all(2), 40),
        shape(2, 14, 14, 48, 48, 5, 2, Insets.all(2), 48),
        shape(1, 10, 10, 16, 16, 7, 1, Insets.all(3), 16),
        shape(1, 10, 10, 36, 36, 1, 1, Insets.NONE, 36));
  }

  private static ConvolutionShape shape(
      long batch,
      long height,
      long width,
      long in,
      long out,
      int kernelSize,
      int stride,
      Insets padding,
      long groups) {
    FeatureMap map = new FeatureMap(batch, height, width, in);
    return new ConvolutionShape(map, out, kernelSize, stride, padding, groups);
  }

  /** Compares all. */
  void run() {
    for (ConvolutionShape shape : shapes()) {
      convolution(shape);
      twins.free();
    }
    matrices(1, 400, 120);
    matrices(7, 33, 5);
    matrices(64, 512, 1000);
  }

  private void convolution(ConvolutionShape shape) {
    String words = shape.kind() + " " + shape;
    Twin weights = twins.array(shape.out() * perOutput(shape), 0, 0.1);
    Twin w = arranged(shape, weights, words);
    Twin x = twins.map(shape.in().length());
    Twin y = twins.map(shape.output().length());
    Twin dy = twins.map(shape.output().length());
    String kind = shape.depthwise() ? "depthwise " : "convolution ";
    twins.compare(
        kind + "forward",
        words,
        bound,
        y,
        side -> side.device().products().convolve(shape, side.at(x), side.at(w), side.at(y)));
    fused(shape, x, w, kind, words);
    for (boolean add : new boolean[] {false, true}) {
      Twin dx = twins.map(shape.in().length());
      twins.compare(
          kind + "back data",
          words + " add " + add,
          bound,
          dx,
          side ->
              side.device()
                  .products()
                  .convolveBackData(shape, side.at(w), side.at(dy), side.at(dx), add));
    }
    backWeights(shape, x, dy, kind, words);
  }

  private static long perOutput(ConvolutionShape shape) {
    return shape.in().channels() / shape.groups() * shape.kernelSize() * shape.kernelSize();
  }

  /** The weights in each device's order; float32 ones must come back from it as they were. */
  private Twin arranged(ConvolutionShape shape, Twin weights, String words) {
    Twin arranged = twins.map(weights.values());
    Twin back = twins.array(weights.values());
    twins.call(
        side -> {
          if (!side.device().products().arranges(shape)) {
            copy(side, weights, arranged);
            copy(side, weights, back);
            return;
          }
          side.device().products().arrange(shape, side.at(weights), side.at(arranged));
          if (!twins.maps().isNarrow()) {
            side.device().products().restore(shape, side.at(arranged), side.at(back));
          }
        });
    twins.note("order of weights", words, 0, twins.difference(back));
    return arranged;
  }

  private static void copy(Twins.Side side, Twin from, Twin to) {
    int values = Math.toIntExact(from.values());
    side.device().elementwise().copy(1, values, side.at(from), values, side.at(to), values, false);
  }

  private void fused(ConvolutionShape shape, Twin x, Twin w, String kind, String words) {
    Twin bias = twins.array(shape.out());
    Twin term = twins.map(shape.output().length());
    for (Activation activation : Activation.values()) {
      for (boolean withTerm : new boolean[] {false, true}) {
        Twin y = twins.map(shape.output().length());
        twins.compare(
            kind + "fused",
            words + " " + activation + (withTerm ? " and term" : ""),
            bound,
            y,
            side ->
                side.device()
                    .products()
                    .convolve(
                        shape,
                        side.at(x),
                        side.at(w),
                        side.at(bias),
                        withTerm ? side.at(term) : 0,
                        activation,
                        side.at(y)));
      }
    }
  }

  private void backWeights(ConvolutionShape shape, Twin x, Twin dy, String kind, String words) {
    Twin arranged = twins.array(shape.out() * perOutput(shape));
    Twin dw = twins.array(arranged.values());
    twins.compare(
        kind + "back weights",
        words,
        sumBound,
        dw,
        side -> {
          side.device()
              .products()
              .convolveBackWeights(shape, side.at(x), side.at(dy), side.at(arranged));
          if (side.device().products().arranges(shape)) {
            side.device().products().restore(shape, side.at(arranged), side.at(dw));
          } else {
            copy(side, arranged, dw);
          }
        });
  }

  private void matrices(int rows, int in, int out) {
    String words = "%d x %d x %d".formatted(rows, in, out);
    Twin x = twins.map((long) rows * in);
    Twin w = twins.map((long) in * out, 0, 0.1);
    Twin y = twins.map((long) rows * out);
    Twin dw = twins.array(w.values());
    twins.compare(
        "product forward",
        words,
        bound,
        y,
        s -> s.device().products().multiply(rows, in, out, s.at(x), s.at(w), s.at(y)));
    twins.compare(
        "product back weights",
        words,
        sumBound,
        dw,
        s -> s.device().products().multiplyBackWeights(rows, in, out, s.at(x), s.at(y), s.at(dw)));
    for (boolean add : new boolean[] {false, true}) {
      Twin dx = twins.map(x.values());
      twins.compare(
          "product back data",
          words + " add " + add,
          bound,
          dx,
          s ->
              s.device()
                  .products()
                  .multiplyBackData(rows, in, out, s.at(w), s.at(y), s.at(dx), add));
    }
    twins.free();
  }
}
