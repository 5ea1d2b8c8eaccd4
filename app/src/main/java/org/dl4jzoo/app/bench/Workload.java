package org.dl4jzoo.app.bench;

import java.util.Locale;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;

/** What a benchmark measures. */
public sealed interface Workload permits RandomImages, RealImages {

  /** Registry name of the network. */
  String model();

  /** What a step does. */
  BenchMode mode();

  /** What computes. */
  Execution execution();

  /** The numbers that are multiplied. */
  default String precision() {
    return execution().precision().name().toLowerCase(Locale.ROOT);
  }

  /** How much memory training takes. */
  MemoryUse memory();

  /** The images: {@code random}, or a value of {@code --data}. */
  String images();

  /**
   * Makes the network.
   *
   * @param kernels notes how long each kernel takes; null for inference that isn't timed
   * @param byVertex whether the steps run vertex by vertex, so that each can be timed; inference is
   *     compiled otherwise
   */
  Steps begin(KernelTimes kernels, boolean byVertex);
}
