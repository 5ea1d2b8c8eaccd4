package org.dl4jzoo.app;

import org.dl4jzoo.app.precision.InferencePrecision;
import picocli.CommandLine.Option;

/** The flag of the commands that use a trained network. */
final class PrecisionFlag {

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
  InferencePrecision asked() {
    return precision;
  }
}
