package org.dl4jzoo.zoo.layer.memory;

import org.dl4jzoo.zoo.layer.kernel.Activation;

/** A vertex whose {@link BackwardPass} says {@link ActivationMove#GIVES}. */
public interface ActivationGiver extends Connected {

  /** Makes training passes end without the activation; returns it. */
  Activation giveActivation();
}
