package org.dl4jzoo.zoo.layer;

import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.TimedKernels;
import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.nd4j.linalg.api.buffer.DataType;

/** What computes the layers of a graph. */
public enum Engine {
  /** Our layers on oneDNN: the fastest on x86-64. */
  ONEDNN,
  /** Our layers on ND4J's native operations: any platform, CUDA, and double precision. */
  ND4J,
  /** Deeplearning4j's own layers, for comparison only. */
  STOCK;

  private static volatile Engine current = ONEDNN;
  private static volatile Precision precision = Precision.FLOAT32;
  private static volatile KernelTimes times;

  /** The engine of graphs made from now on. */
  public static Engine current() {
    return current;
  }

  /** The precision of the products of graphs made from now on. */
  public static Precision precision() {
    return precision;
  }

  /** Selects the engine of graphs made from now on, in the whole JVM, with float32 products. */
  public static void use(Engine engine) {
    use(engine, Precision.FLOAT32);
  }

  /** The same with products of this precision in training, which only oneDNN knows. */
  public static void use(Engine engine, Precision newPrecision) {
    current = engine;
    precision = newPrecision;
  }

  /** Whether oneDNN has products of this precision in hardware here. */
  public static boolean computes(Precision wanted) {
    return wanted == Precision.FLOAT32 || OnednnKernels.hasBfloat16();
  }

  /** The kernels of the current engine; oneDNN's know float32 only. */
  static Kernels kernels(DataType type) {
    boolean onednn = current == ONEDNN && type == DataType.FLOAT;
    Kernels kernels = onednn ? new OnednnKernels(precision == Precision.BF16) : new Nd4jKernels();
    return times == null ? kernels : new TimedKernels(kernels, times);
  }

  /** Notes the time of every kernel of graphs made from now on; null stops that. */
  public static void profile(KernelTimes into) {
    times = into;
  }
}
