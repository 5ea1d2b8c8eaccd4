package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jzoo.zoo.layer.kernel.UpdateRule;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An optimiser as a few primitives on pieces that stay in the cache from one to the next, so that
 * each array is read from memory once and written once.
 */
abstract class OnednnUpdateRule implements UpdateRule {

  /** Values of a piece: with four arrays, 2 MB. */
  private static final long PIECE = 1 << 17;

  private final Scalar decay = new Scalar();
  private final Map<Long, Piece> pieces = new HashMap<>();

  /** The primitives on so many values. */
  abstract class Piece {

    private final memory.desc layout;
    private final memory parameters;
    private final memory gradients;
    private final Primitive addDecay;

    Piece(long length) {
      layout = Onednn.vector(length);
      parameters = view();
      gradients = view();
      addDecay = times(parameters, decay, gradients, 1f);
    }

    final memory view() {
      return Onednn.view(layout);
    }

    final memory gradients() {
      return gradients;
    }

    /** to = a scale + keep to. */
    final Primitive times(memory a, Scalar scale, memory to, float keep) {
      post_ops operations = new post_ops();
      appendSum(operations, keep);
      return binary(dnnl.algorithm.binary_mul, a, scale.memory(), to, operations);
    }

    /** to = operations(a operation b). */
    final Primitive binary(
        dnnl.algorithm operation, memory a, memory b, memory to, post_ops operations) {
      primitive_attr attributes = Onednn.attributes();
      attributes.set_post_ops(operations);
      binary.primitive_desc description =
          new binary.primitive_desc(
              Onednn.ENGINE, operation, a.get_desc(), b.get_desc(), layout, attributes, false);
      return new Primitive(new binary(description), description)
          .with(dnnl.DNNL_ARG_SRC_0, a)
          .with(dnnl.DNNL_ARG_SRC_1, b)
          .with(dnnl.DNNL_ARG_DST, to);
    }

    /** Points the views to the values from {@code start} on. */
    abstract void bindState(List<INDArray> state, long start);

    abstract void step();

    private void addDecay(double factor) {
      if (factor != 0) {
        decay.set(factor);
        addDecay.run();
      }
    }
  }

  abstract Piece newPiece(long length);

  /** Sets the factors of a step. */
  abstract void prepare(double gradientScale, double learningRate, int iteration);

  /** + keep times what was there before. */
  static void appendSum(post_ops operations, float keep) {
    operations.append_sum(keep, 0, memory.data_type.undef);
  }

  /** The argument of a primitive that the post-op of this index takes. */
  static int operand(int index) {
    return dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (index + 1) | dnnl.DNNL_ARG_SRC_1;
  }

  /** An operation with a scalar after a primitive. */
  static void appendTimes(post_ops operations, Scalar factor) {
    operations.append_binary(dnnl.algorithm.binary_mul, factor.memory().get_desc());
  }

  @Override
  public final void apply(
      Stretch stretch, double gradientScale, double learningRate, int iteration) {
    prepare(gradientScale, learningRate, iteration);
    long length = stretch.parameters().length();
    for (long start = 0; start < length; start += PIECE) {
      Piece piece = pieces.computeIfAbsent(Math.min(PIECE, length - start), this::newPiece);
      Onednn.bind(piece.parameters, stretch.parameters(), start);
      Onednn.bind(piece.gradients, stretch.gradients(), start);
      piece.bindState(stretch.state(), start);
      piece.addDecay(stretch.l2() / gradientScale);
      piece.step();
      piece.addDecay(stretch.decoupledDecay() * learningRate);
    }
  }
}
