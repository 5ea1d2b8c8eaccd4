package org.dl4jzoo.zoo.model;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** What a vertex computes, as data. */
sealed interface Op {

  /** The word for it in a layer table. */
  String kind();

  /** A convolution with everything fused to it; {@code conv} holds what the author wrote. */
  record Convolution(Conv conv, int out, Insets padding) implements Op {
    @Override
    public String kind() {
      String suffix = conv.eps() > 0 ? "-bn" : "";
      return (conv.depthwise() ? "depthwise" : "conv") + suffix + suffixOf(conv.activation());
    }
  }

  /** Batch normalisation and an activation. */
  record Norm(double eps, Activation activation) implements Op {
    @Override
    public String kind() {
      return "bn" + suffixOf(activation);
    }
  }

  /** Maximum or mean over windows. */
  record Pool(boolean max, Window window, Insets padding) implements Op {
    @Override
    public String kind() {
      return max ? "max-pool" : "avg-pool";
    }
  }

  /** Maximum or mean over a whole map. */
  record GlobalPool(boolean max) implements Op {
    @Override
    public String kind() {
      return max ? "global-max-pool" : "global-avg-pool";
    }
  }

  /** The mean over a grid of bins. */
  record AdaptivePool(int size) implements Op {
    @Override
    public String kind() {
      return "adaptive-avg-pool";
    }
  }

  /** Local response normalisation. */
  record ResponseNorm(int size, double k, double alpha, double beta) implements Op {
    @Override
    public String kind() {
      return "lrn";
    }
  }

  /** Sum of two maps, and an activation. */
  record Add(Activation activation) implements Op {
    @Override
    public String kind() {
      return "add" + suffixOf(activation);
    }
  }

  /** Maps side by side along their channels. */
  record Concat() implements Op {
    @Override
    public String kind() {
      return "concat";
    }
  }

  /** A fully connected layer on the flattened input. */
  record Dense(int out, Activation activation) implements Op {
    @Override
    public String kind() {
      return "dense" + suffixOf(activation);
    }
  }

  /** Drops values with this probability while training. */
  record Dropout(double probability) implements Op {
    @Override
    public String kind() {
      return "dropout";
    }
  }

  /** A fully connected layer with softmax and cross-entropy. */
  record Classifier(int classes, double lossWeight) implements Op {
    @Override
    public String kind() {
      return "softmax";
    }
  }

  private static String suffixOf(Activation activation) {
    return switch (activation) {
      case IDENTITY -> "";
      case RELU -> "-relu";
      case RELU6 -> "-relu6";
    };
  }
}
