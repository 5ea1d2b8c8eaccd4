package org.dl4jzoo.zoo.layer;

/** A layer or vertex that computes by kernels. */
interface KernelUser {

  /** Its kernels, to be chosen from outside. */
  LayerKernels layerKernels();
}
