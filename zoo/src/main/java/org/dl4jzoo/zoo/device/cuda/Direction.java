package org.dl4jzoo.zoo.device.cuda;

/** What is computed of a convolution, and of which two operands. */
enum Direction {
  /** The output, of input and weights. */
  FORWARD,
  /** The gradient of the input, of weights and the output's gradient. */
  BACK_DATA,
  /** The gradient of the weights, of input and the output's gradient. */
  BACK_WEIGHTS
}
