package org.dl4jzoo.zoo.layer;

import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.nd4j.linalg.factory.Nd4j;

/** What computes the layers of a network; {@link Execution} gives it to one. */
public enum Engine {
  /** Our layers on oneDNN: the fastest on x86-64. */
  ONEDNN,
  /**
   * Our layers on cuDNN, on an NVIDIA GPU. ND4J's arrays stay on the CPU; what a GPU isn't asked
   * for is computed there.
   */
  CUDA,
  /** Our layers on ND4J's native operations: any platform, and double precision. */
  ND4J,
  /** Deeplearning4j's own layers, for comparison only. */
  STOCK;

  /** The fastest engine on the backend that ND4J has loaded. */
  public static Engine fastest() {
    return fastest(Nd4j.getBackend().getEnvironment().isCPU());
  }

  /**
   * The fastest engine in this JVM.
   *
   * @param onCpu whether arrays are on the CPU, and not on a GPU
   */
  public static Engine fastest(boolean onCpu) {
    return onCpu && System.getProperty("os.arch").equals("amd64") ? ONEDNN : ND4J;
  }

  /** Whether this CPU multiplies in this precision. */
  public static boolean computes(Precision wanted) {
    return switch (wanted) {
      case FLOAT32 -> true;
      case TF32, FP16 -> false;
      case BF16 -> OnednnKernels.hasBfloat16();
    };
  }

  /** What computes layers on the CPU, of a network that runs on this. */
  Engine onCpu() {
    return this == CUDA ? fastest(true) : this;
  }
}
