package org.dl4jzoo.app.precision;

import java.util.Locale;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import picocli.CommandLine.Option;

/** What numbers a trained network computes with. */
public enum InferencePrecision {
  FLOAT32,
  BF16,
  INT8;

  /** The flag of the commands that use a trained network. */
  public static final class Flag {

    @Option(
        names = "--precision",
        paramLabel = "float32|bf16|int8",
        defaultValue = "float32",
        description =
            "Numbers to compute with: bf16 rounds weights and maps to 16 bits, on CPUs with AMX or"
                + " AVX512-BF16; int8 uses the run's network as zoo quantize made it, in its int8.zip"
                + " (default: ${DEFAULT-VALUE}).")
    private InferencePrecision precision;

    /** What is asked for. */
    public InferencePrecision asked() {
      return precision;
    }
  }

  /**
   * Checks that an engine computes with it here.
   *
   * @throws UsageException if not
   */
  public void check(Engine engine) {
    if (this != FLOAT32 && engine != Engine.ONEDNN) {
      throw new UsageException(
          "precision %s needs engine onednn; got engine %s"
              .formatted(this, engine.name().toLowerCase(Locale.ROOT)));
    }
    if (this == BF16) {
      Backend.check(Precision.BF16, engine);
    }
  }

  /** Its name at the end of another. */
  public String after(String name) {
    return this == FLOAT32 ? name : "%s-%s".formatted(name, this);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
