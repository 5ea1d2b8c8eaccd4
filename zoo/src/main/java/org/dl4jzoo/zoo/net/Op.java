package org.dl4jzoo.zoo.net;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;

/**
 * What a vertex computes, as data, with every fact that the rest of the zoo asks of it. No fact has
 * a default: an operation that leaves one out doesn't compile. That is why operations of like kind
 * repeat each other's answers, line by line.
 */
public interface Op {

  /** The word for it in a layer table. */
  String kind();

  /** Its parameters; empty if it has none. */
  Optional<ParameterLayer> parameters(Node node);

  /** Multiply-accumulates for one image; only those of convolutions and dense layers count. */
  long macs(Node node);

  /**
   * What its backward pass reads, and how its output can be computed again; empty if its layer
   * takes its arrays from Deeplearning4j's workspaces, which keep all of them.
   */
  Optional<BackwardPass> backwardPass();

  /**
   * Values an image of the arrays that it keeps for its backward pass besides inputs and output.
   */
  long workingValues(Node node);

  /**
   * Bytes an image of the marks that its backward pass reads instead of values: where a ReLU was
   * positive, where a maximum was.
   */
  long markBytes(Node node);

  /** Whether convolutions before it may compute its output in inference, each its part of it. */
  boolean joinedByConvolutions();

  /** Which maps in blocks of channels its layer can read. */
  BlockSupport blocks();

  /** What a compiled network does for it in inference. */
  List<Instruction> compile(Node node);

  /** Adds our layer for it. */
  void writeFused(Node node, FusedGraphWriter graph);

  /** Adds Deeplearning4j's own layers for it, or ours where there are none. */
  void writeStock(Node node, StockGraphWriter graph);

  /** What an activation adds to the word for a kind. */
  static String suffix(Activation activation) {
    return switch (activation) {
      case IDENTITY -> "";
      case RELU -> "-relu";
      case RELU6 -> "-relu6";
    };
  }
}
