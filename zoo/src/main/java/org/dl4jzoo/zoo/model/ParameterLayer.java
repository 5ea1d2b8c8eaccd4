package org.dl4jzoo.zoo.model;

import java.util.List;
import java.util.Optional;

/**
 * A vertex with parameters, as its network's table and options make it.
 *
 * @param vertex its name
 * @param kind what its parameters do
 * @param input what goes in, without the batch; a fully connected layer takes it flattened, height
 *     first and channels last
 * @param out channels, or length of the vector, that come out
 * @param kernel height and width of a convolution's window; 1 for the other kinds
 * @param biased whether a bias is added
 * @param eps epsilon of the batch normalisation; 0 for none
 */
public record ParameterLayer(
    String vertex, Kind kind, ImageShape input, int out, int kernel, boolean biased, double eps) {

  /** The vertex that ends every network with a top. */
  public static final String CLASSIFIER = "classifier";

  /** What parameters do. */
  public enum Kind {
    /** A convolution over all channels. */
    CONVOLUTION,
    /** A convolution of each channel on its own. */
    DEPTHWISE,
    /** A fully connected layer. */
    DENSE,
    /** A fully connected layer with an output a class: the last one, or that of a side head. */
    CLASSIFIER,
    /** Batch normalisation alone. */
    NORM;

    /** Whether every output depends on every input. */
    public boolean fullyConnected() {
      return this == DENSE || this == CLASSIFIER;
    }
  }

  /** Whether batch normalisation is part of the vertex. */
  public boolean normalized() {
    return eps > 0;
  }

  /** Whether it is fully connected. */
  public boolean fullyConnected() {
    return kind.fullyConnected();
  }

  /** Shape of the weights: [out, in / groups, kernel, kernel], or [in, out]; empty for a norm. */
  public List<Long> weightShape() {
    long side = kernel;
    return switch (kind) {
      case CONVOLUTION -> List.of((long) out, (long) input.channels(), side, side);
      case DEPTHWISE -> List.of((long) out, 1L, side, side);
      case DENSE, CLASSIFIER -> List.of(flattened(), (long) out);
      case NORM -> List.of();
    };
  }

  private long flattened() {
    return (long) input.height() * input.width() * input.channels();
  }

  /** The row of a node; empty if it has no parameters. */
  static Optional<ParameterLayer> of(Node node) {
    String vertex = node.output().name();
    ImageShape input = node.input().shape();
    int out = node.output().channels();
    if (node.op() instanceof Op.Convolution convolution) {
      Conv conv = convolution.conv();
      Kind kind = conv.depthwise() ? Kind.DEPTHWISE : Kind.CONVOLUTION;
      return Optional.of(
          new ParameterLayer(vertex, kind, input, out, conv.kernel(), conv.bias(), conv.eps()));
    } else if (node.op() instanceof Op.Norm norm) {
      return Optional.of(new ParameterLayer(vertex, Kind.NORM, input, out, 1, false, norm.eps()));
    } else if (node.op() instanceof Op.Dense) {
      return Optional.of(new ParameterLayer(vertex, Kind.DENSE, input, out, 1, true, 0));
    } else if (node.op() instanceof Op.Classifier) {
      return Optional.of(new ParameterLayer(vertex, Kind.CLASSIFIER, input, out, 1, true, 0));
    }
    return Optional.empty();
  }
}
