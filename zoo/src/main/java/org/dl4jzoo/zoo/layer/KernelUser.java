package org.dl4jzoo.zoo.layer;

import org.dl4jzoo.zoo.layer.kernel.Kernels;

/** A layer or vertex that computes by kernels. */
interface KernelUser {

  /** Its kernels, to be chosen from outside. */
  LayerKernels layerKernels();

  /** What makes them; the fastest engine where none was chosen. */
  default Kernels kernels() {
    return layerKernels().get();
  }
}
