package org.dl4jzoo.zoo.device.cuda;

import java.util.Locale;
import org.dl4jzoo.zoo.device.MapType;

/** How exactly maps are stored and factors of products are taken; sums are float32 always. */
public enum CudaPrecision {
  /** float32 as on a CPU. */
  FLOAT32(MapType.FLOAT32),
  /** Maps are float32; tensor cores may round factors to 10 bits of mantissa (TF32). */
  TF32(MapType.FLOAT32),
  /** Maps are bfloat16; compute capability 8.0 or later. */
  BF16(MapType.BFLOAT16),
  /** Maps are half precision. */
  FP16(MapType.FLOAT16);

  private final MapType maps;

  CudaPrecision(MapType maps) {
    this.maps = maps;
  }

  /** The precision of a name in lower case, as the command line has it. */
  public static CudaPrecision named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** How maps are stored. */
  public MapType maps() {
    return maps;
  }
}
