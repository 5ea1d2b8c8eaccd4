package org.dl4jzoo.zoo.net;

import java.util.Optional;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;

/**
 * What a vertex computes, as data, with every fact that the rest of the zoo asks of it. No fact has
 * a default: an operation that leaves one out doesn't compile.
 */
public interface Op {

  /** The word for it in a layer table. */
  String kind();

  /** Its parameters; empty if it has none. */
  Optional<ParameterLayer> parameters(Node node);

  /** Multiply-accumulates for one image; only those of convolutions and dense layers count. */
  long macs(Node node);

  /**
   * What its backward pass reads and how its output is computed again; empty if its layer leaves
   * its arrays to Deeplearning4j's workspaces, which keep them all.
   */
  Optional<BackwardPass> backwardPass();

  /** Values an image of the arrays that its backward pass needs besides inputs and output. */
  long workingValues(Node node);

  /** Bytes an image of marks: where a ReLU was positive, where a maximum was. */
  long markBytes(Node node);

  /** Which maps in blocks of channels its layer takes. */
  BlockSupport blocks();

  /** Adds our layer for it. */
  void writeFused(Node node, FusedGraphWriter graph);

  /** Adds Deeplearning4j's own layers for it, or ours where there are none. */
  void writeStock(Node node, StockGraphWriter graph);

  /** How a kind that ends with this activation ends. */
  static String suffix(Activation activation) {
    return switch (activation) {
      case IDENTITY -> "";
      case RELU -> "-relu";
      case RELU6 -> "-relu6";
    };
  }
}
