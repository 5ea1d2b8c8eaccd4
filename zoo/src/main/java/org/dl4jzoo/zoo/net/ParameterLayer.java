package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The parameters of a vertex.
 *
 * @param vertex its name
 * @param kind what its parameters do
 * @param input what goes in, without the batch; a fully connected layer takes it flattened, height
 *     first and channels last
 * @param out channels, or length of the vector, that come out
 * @param kernel height and width of a convolution's window; 1 for the other kinds
 * @param groups groups of channels of a convolution, of which none sees another's; 1 for the other
 *     kinds
 * @param biased whether a bias is added
 * @param eps epsilon of the batch normalisation; empty if there is none
 */
public record ParameterLayer(
    String vertex,
    Kind kind,
    ImageShape input,
    int out,
    int kernel,
    int groups,
    boolean biased,
    OptionalDouble eps) {

  /** The vertex that ends every network with a top. */
  public static final String CLASSIFIER = "classifier";

  /** What parameters do. */
  public enum Kind {
    /** A convolution over all channels, or over those of a group. */
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

    /** Whether a window slides over the input. */
    public boolean convolution() {
      return this == CONVOLUTION || this == DEPTHWISE;
    }
  }

  static ParameterLayer fullyConnected(Node node, Kind kind) {
    Vertex output = node.output();
    return new ParameterLayer(
        output.name(),
        kind,
        node.input().shape(),
        output.channels(),
        1,
        1,
        true,
        OptionalDouble.empty());
  }

  static ParameterLayer norm(Node node, double eps) {
    Vertex output = node.output();
    return new ParameterLayer(
        output.name(),
        Kind.NORM,
        node.input().shape(),
        output.channels(),
        1,
        1,
        false,
        OptionalDouble.of(eps));
  }

  /** Whether batch normalisation is part of the vertex. */
  public boolean normalized() {
    return eps.isPresent();
  }

  /** Whether it is fully connected. */
  public boolean fullyConnected() {
    return kind.fullyConnected();
  }

  /** Shape of the weights: [out, in / groups, kernel, kernel], or [in, out]; empty for a norm. */
  public List<Long> weightShape() {
    long side = kernel;
    return switch (kind) {
      case CONVOLUTION, DEPTHWISE ->
          List.of((long) out, (long) input.channels() / groups, side, side);
      case DENSE, CLASSIFIER -> List.of(flattened(), (long) out);
      case NORM -> List.of();
    };
  }

  private long flattened() {
    return (long) input.height() * input.width() * input.channels();
  }

  /** How many weights there are. */
  public long weights() {
    List<Long> shape = weightShape();
    return shape.isEmpty() ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Parameters that training changes by gradients: weights, bias, scale and shift of the norm. */
  public long trainable() {
    return weights() + (biased ? out : 0) + (normalized() ? 2L * out : 0);
  }

  /** All of them, with the norm's running mean and variance. */
  public long total() {
    return trainable() + (normalized() ? 2L * out : 0);
  }
}
