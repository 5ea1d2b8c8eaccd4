package org.dl4jzoo.app.bench;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The steps that a benchmark repeats. */
interface Steps extends AutoCloseable {

  /** Images a step. */
  int batchSize();

  /** The network that takes them. */
  ComputationGraph network();

  /** Takes one. */
  void take();

  /** Forgets what was measured so far. */
  default void restart() {}

  /** Seconds of the parts of steps before the network has its batch, in their order. */
  default Map<String, Double> partsBefore() {
    return Map.of();
  }

  /** What other threads did for the steps; empty if none did. */
  default Optional<Preparation> preparation() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
