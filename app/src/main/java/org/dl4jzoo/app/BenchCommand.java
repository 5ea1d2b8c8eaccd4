package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.bench.BenchMode;
import org.dl4jzoo.app.bench.BenchResult;
import org.dl4jzoo.app.bench.Benchmark;
import org.dl4jzoo.app.bench.Soak;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code zoo bench}: how fast a network trains and runs here, and what memory it takes. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the speed and memory of a network on random images.",
      "scripts/bench-peer.sh sets the numbers beside PyTorch's."
    })
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "The network.")
  private String model;

  @Option(
      names = "--mode",
      paramLabel = "train|infer",
      defaultValue = "train",
      description = "Training steps with Adam, or inference (default: ${DEFAULT-VALUE}).")
  private BenchMode mode;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--memory",
      paramLabel = "normal|low",
      defaultValue = "normal",
      description = "How much memory training takes (default: ${DEFAULT-VALUE}).")
  private MemoryUse memory;

  @Option(
      names = "--precision",
      paramLabel = "float32|bf16",
      defaultValue = "float32",
      description = "What convolutions multiply in training (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "For how long, after the warm-up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--soak",
      paramLabel = "N",
      description = {
        "Train N steps on batches of changing sizes, up to --batch-size, instead, and print the memory",
        "as it goes. Exit code 1 if it grows."
      })
  private Integer soak;

  @Option(names = "--json", description = "Print JSON on stdout.")
  private boolean json;

  @Mixin private ModelFlags flags;

  @Mixin private BackendOptions backend;

  @Override
  public Integer call() {
    check();
    Architecture architecture = Models.named(model);
    ModelOptions options = flags.options(architecture);
    Engine engine = backend.selectForNewNetwork(spec.commandLine().getErr());
    Backend.check(precision, engine);
    Execution execution = Execution.on(engine).with(precision);
    PrintWriter out = spec.commandLine().getOut();
    if (soak != null) {
      boolean flat = new Soak(architecture, options, batchSize, execution, memory, soak).run(out);
      return flat ? ExitCode.OK : ExitCode.FAILURE;
    }
    BenchResult result =
        new Benchmark(architecture, options, batchSize, execution, memory, mode, seconds).run();
    out.print(json ? Json.line(result.toMap()) + "\n" : result.text());
    out.flush();
    return ExitCode.OK;
  }

  private void check() {
    if (batchSize < 1 || seconds < 0) {
      throw new UsageException(
          "batch-size must be at least 1 and seconds at least 0; got %d and %d"
              .formatted(batchSize, seconds));
    }
    if (soak != null && soak < 4) {
      throw new UsageException("soak must be at least 4 steps; got " + soak);
    }
    if (mode == BenchMode.INFER && precision != Precision.FLOAT32) {
      throw new UsageException("precision bf16 is for training; got mode infer");
    }
  }
}
