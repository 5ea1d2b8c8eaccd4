package org.dl4jzoo.zoo.inference;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** How well this machine multiplies 8-bit integers. */
public final class IntegerArithmetic {

  /** Bits of oneDNN's sets of instructions: VNNI of 256 bits, and of 512. */
  private static final int VNNI = 0x8 | 0x40;

  private IntegerArithmetic() {}

  /**
   * What is to be expected of it, as sentences for the user; none where there is nothing to say.
   */
  public static List<String> notes() {
    return hasVnni()
        ? List.of()
        : List.of(
            "this CPU has no VNNI instructions: int8 may be no faster than float32 and is less exact,"
                + " as some weights keep 7 of 8 bits, and sums of large products may be cut off");
  }

  /** Whether it has the instructions for it that oneDNN uses, as AVX2 or AVX-512 have with VNNI. */
  private static boolean hasVnni() {
    return (dnnl.dnnl_get_effective_cpu_isa() & VNNI) != 0;
  }
}
