package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/** Sums, activations, copies, dropout, softmax of maps. */
public interface Elementwise {

  /**
   * y = activation(x + bias + term); y may be x or term.
   *
   * @param rows pixels of all images, or vectors
   * @param bias [channels]; 0 for none
   * @param term of x's shape; 0 for none
   */
  void activate(
      long rows, int channels, long x, long bias, long term, Activation activation, long y);

  /**
   * The gradient before an activation.
   *
   * @param y what the activation gave
   * @param dx may be dy
   */
  void activateBack(long values, Activation activation, long y, long dy, long dx, boolean add);

  /** The sum of each column of [rows, channels]: a bias's gradient; it replaces what is there. */
  void sumRows(long rows, int channels, long x, long sums);

  /**
   * Copies columns of a matrix.
   *
   * @param columns columns that are copied
   * @param from the first of them in the first row
   * @param fromWidth values of a row there
   * @param toWidth values of a row where they go
   */
  void copy(long rows, int columns, long from, int fromWidth, long to, int toWidth, boolean add);

  /**
   * Sets values to 0 with a probability and divides the others by 1 - probability. Which ones
   * depends on the seed, the layer and the place only, so that the gradient is the same call on
   * gradients.
   *
   * @param seed address of a 64-bit number, another one in each step
   * @param layer a number of those whose values are dropped
   * @param first place of the first value
   * @param y may be x
   */
  void drop(
      long values,
      double probability,
      long seed,
      long layer,
      long first,
      long x,
      long y,
      boolean add);

  /**
   * Softmax of each row.
   *
   * @param y float32, as small differences of large shares count
   */
  void softmax(int rows, int classes, long x, long y);

  /**
   * The gradient of a weighted sum of cross-entropies of softmax, weight (softmax(logits) sum(row
   * of targets) - targets); values below 1e-15 become 0.
   *
   * @param targets of each row the shares of the classes, each times the class's weight
   */
  void crossEntropyBack(
      int rows, int classes, long logits, long targets, double weight, long dlogits);

  /** Stores float32 values as a map, where maps are narrow. */
  void narrow(long values, long floats, long map);

  /** Stores a map's values as float32, where maps are narrow. */
  void widen(long values, long map, long floats);
}
