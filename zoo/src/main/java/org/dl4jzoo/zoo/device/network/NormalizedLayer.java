package org.dl4jzoo.zoo.device.network;

import java.util.Optional;

/**
 * A layer that may have a batch norm, whose passes can be made in parts: what replicas compute of
 * their parts of a batch goes between them.
 */
public interface NormalizedLayer extends DeviceLayer {

  /** Its batch norm in a step; empty if it has none. */
  Optional<BatchNormCalls> norm(TrainingPass pass);

  /** Forward up to the norm. */
  void beforeNorm(TrainingPass pass);

  /** Where the gradient by what the norm gets goes; to be asked once in a step. */
  TrainingPass.Target gradientOfNorm(TrainingPass pass);

  /** Backward from the gradient by what the norm gets, or by the output where there is no norm. */
  void behindNorm(TrainingPass pass);
}
