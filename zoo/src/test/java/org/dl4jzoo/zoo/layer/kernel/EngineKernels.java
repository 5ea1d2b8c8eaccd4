package org.dl4jzoo.zoo.layer.kernel;

import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;

/** The engines whose float32 kernels are held to the truth. */
enum EngineKernels {
  ONEDNN,
  ND4J;

  /** ND4J's kernels on double precision: what float32 ones should give. */
  static final Kernels TRUTH = new Nd4jKernels();

  /** Largest difference allowed, relative to the largest value. */
  static final double TOLERANCE = 1e-4;

  Kernels kernels() {
    return switch (this) {
      case ONEDNN -> new OnednnKernels(false);
      case ND4J -> new Nd4jKernels();
    };
  }
}
