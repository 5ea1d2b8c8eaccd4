package org.dl4jzoo.zoo.layer;

import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A parameter of a layer: its name in the parameter table, its shape and its first values. */
final class LayerParameter {

  private final String name;
  private final boolean weight;
  private final double constant;
  private final double fanIn;
  private final double fanOut;
  private final long[] shape;

  private LayerParameter(
      String name, boolean weight, double constant, double fanIn, double fanOut, long... shape) {
    this.name = name;
    this.weight = weight;
    this.constant = constant;
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.shape = shape.clone();
  }

  /**
   * Weights: they begin with random values and are the only parameters that decay.
   *
   * @param fanIn inputs of an output, which set the scale of the first values
   * @param fanOut outputs of an input, which do so too
   */
  static LayerParameter weights(String name, double fanIn, double fanOut, long... shape) {
    return new LayerParameter(name, true, 0, fanIn, fanOut, shape);
  }

  /** A parameter all of whose values begin as this one. */
  static LayerParameter constant(String name, double value, long... shape) {
    return new LayerParameter(name, false, value, 0, 0, shape);
  }

  String name() {
    return name;
  }

  boolean isWeight() {
    return weight;
  }

  long[] shape() {
    return shape.clone();
  }

  /** Gives a view of this shape its first values. */
  void initialize(INDArray view, IWeightInit weightInit) {
    if (weight) {
      weightInit.init(fanIn, fanOut, view.shape(), 'c', view.reshape(view.length()));
    } else {
      view.assign(constant);
    }
  }
}
