package org.dl4jzoo.zoo.layer;

/** What computes a vertex by kernels. */
interface KernelUser {

  /** Where it has them from. */
  LayerKernels layerKernels();
}
