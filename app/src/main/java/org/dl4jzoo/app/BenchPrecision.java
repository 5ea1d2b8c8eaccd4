package org.dl4jzoo.app;

import java.util.Locale;
import org.dl4jzoo.zoo.layer.Precision;

/** What numbers a measured network computes with. */
enum BenchPrecision {
  FLOAT32(Precision.FLOAT32),
  TF32(Precision.TF32),
  BF16(Precision.BF16),
  FP16(Precision.FP16),
  /** Of a quantized network, whose ranges are those of the measured images. */
  INT8(Precision.FLOAT32);

  private final Precision ofGraph;

  BenchPrecision(Precision ofGraph) {
    this.ofGraph = ofGraph;
  }

  /** The numbers of the graph. */
  Precision ofGraph() {
    return ofGraph;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
