package org.dl4jzoo.zoo.device.cuda;

/** How exactly convolutions and matrix products multiply; sums are float32 always. */
public enum CudaPrecision {
  /** float32 as on a CPU. */
  FLOAT32,
  /** Tensor cores may round factors to 10 bits of mantissa (TF32). */
  TF32
}
