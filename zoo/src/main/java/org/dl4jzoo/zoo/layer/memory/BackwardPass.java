package org.dl4jzoo.zoo.layer.memory;

/**
 * What the backward pass of an operation needs of its forward pass. From this alone follows which
 * maps training keeps. An operation says it twice, for the description of a network and for the
 * layer that computes it; a test holds the two together.
 *
 * @param readsInputs whether it reads the values of the inputs
 * @param readsOutput whether it reads the values of the output
 * @param recomputing how the output can be computed once more
 * @param activation whether its activation, or that of its input, may be moved
 */
public record BackwardPass(
    boolean readsInputs, boolean readsOutput, Recomputing recomputing, ActivationMove activation) {}
