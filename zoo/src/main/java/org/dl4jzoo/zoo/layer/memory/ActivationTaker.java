package org.dl4jzoo.zoo.layer.memory;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/** A vertex whose {@link BackwardPass} says {@link ActivationMove#TAKES}. */
public interface ActivationTaker extends Connected {

  /** Makes training passes end with this activation. */
  void takeActivation(Activation activation);
}
