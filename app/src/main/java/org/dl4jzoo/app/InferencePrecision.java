package org.dl4jzoo.app;

import java.util.Locale;
import picocli.CommandLine.Option;

/** What numbers a trained network computes with. */
enum InferencePrecision {
  FLOAT32,
  INT8;

  /** The flag of the commands that can use a quantized network. */
  static final class Flag {

    @Option(
        names = "--precision",
        paramLabel = "float32|int8",
        defaultValue = "float32",
        description =
            "int8 uses the run's network as zoo quantize made it, in its int8.zip (default:"
                + " ${DEFAULT-VALUE}).")
    private InferencePrecision precision;

    boolean isInt8() {
      return precision == INT8;
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
