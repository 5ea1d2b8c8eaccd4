package org.dl4jzoo.zoo.device;

/**
 * A processor with memory of its own. All its work is done in the order of the calls, which return
 * before it is done; only downloads, {@link Updates#squares} and {@link Memory#synchronize} wait.
 * What is uploaded ahead goes beside the order until the next {@link Memory#turn}.
 *
 * <p>Addresses are bytes in its memory. Maps are [N,H,W,C] and lie without gaps. They, their
 * gradients, and weights in the device's order are of its {@linkplain #maps map type}; parameters,
 * gradients by parameters, statistics, biases and targets are float32, and so are all sums before
 * they are stored. Where a method takes {@code add}, it adds to what is there instead of replacing
 * it, as the gradient of a map that several operations read is summed up. One thread at a time may
 * use it.
 */
public interface Device extends AutoCloseable {

  /** Words for a log: its name and memory. */
  String description();

  /** How it stores maps. */
  MapType maps();

  /** Its memory. */
  Memory memory();

  /** Convolutions and fully connected layers. */
  Products products();

  /** Normalisation by batch and by neighbouring channels. */
  Norms norms();

  /** Poolings. */
  Pools pools();

  /** Sums, activations, copies, dropout, softmax. */
  Elementwise elementwise();

  /** What optimizers do to parameters. */
  Updates updates();

  /**
   * Calls that a device may keep, to do without them what they did when they were made last. So
   * they must be the same each time, and the host may do nothing in them that counts.
   */
  Routine routine(Runnable calls);

  /** Frees everything that was allocated. */
  @Override
  void close();
}
