package org.dl4jzoo.app.precision;

import java.util.Locale;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;

/** What numbers a trained network computes with. */
public enum InferencePrecision {
  /** Single precision. */
  FLOAT32,
  /** Maps and weights are rounded to bfloat16, and products added in float32. */
  BF16,
  /** The 8-bit integers of a network that {@code zoo quantize} made. */
  INT8;

  /**
   * Checks that an engine computes with it here.
   *
   * @throws UsageException if not
   */
  public void check(Engine engine) {
    switch (this) {
      case FLOAT32 -> {}
      case INT8 -> Backend.checkInt8(engine);
      case BF16 -> {
        if (engine != Engine.ONEDNN) {
          throw new UsageException(
              "precision bf16 needs engine onednn; got engine "
                  + engine.name().toLowerCase(Locale.ROOT));
        }
        Backend.check(Precision.BF16, engine);
      }
    }
  }

  /** The name of what was computed with it, by that of the same in float32. */
  public String after(String name) {
    return this == FLOAT32 ? name : "%s-%s".formatted(name, this);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
