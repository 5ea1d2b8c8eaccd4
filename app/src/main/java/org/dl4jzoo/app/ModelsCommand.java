package org.dl4jzoo.app;

import java.util.List;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.report.LayerTable;
import org.dl4jzoo.app.report.MemoryTable;
import org.dl4jzoo.app.report.ModelRow;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo models}: the networks, or the layers of one. Starts no ND4J. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the networks with their parameters and cost for an image of the size of the paper.",
      "With a name: its layers, and the memory that training and inference take."
    })
final class ModelsCommand extends ZooCommand {

  private static final int MOST_IMAGES = 1_000_000;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One network, with its layers.")
  private String name;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per batch, which the memory depends on (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--backend",
      paramLabel = "cpu|cuda",
      defaultValue = "cpu",
      description =
          "Whose memory is told: that of the process on a CPU, or of the GPU, which need not be there"
              + " (default: ${DEFAULT-VALUE}).")
  private Backend backend;

  @Mixin private ModelFlags flags;

  @Override
  void check() {
    if (batchSize < 1 || batchSize > MOST_IMAGES) {
      throw new UsageException(
          "batch-size must be at least 1 and at most %d; got %d".formatted(MOST_IMAGES, batchSize));
    }
    if (backend == Backend.AUTO) {
      throw new UsageException("backend must be cpu or cuda here; got auto");
    }
  }

  @Override
  int execute() {
    out().print(name == null ? list() : layers(Models.named(name)));
    return ExitCode.OK;
  }

  private String list() {
    List<ModelRow> rows = Models.all().stream().map(this::row).toList();
    return json() ? Json.pretty(rows) : ModelRow.table(rows);
  }

  private ModelRow row(Architecture architecture) {
    return ModelRow.of(
        architecture.info(), Models.summary(architecture, flags.options(architecture)));
  }

  private String layers(Architecture architecture) {
    ModelOptions options = flags.options(architecture);
    ModelSummary summary = Models.summary(architecture, options);
    MemoryTable memory =
        backend == Backend.CUDA
            ? MemoryTable.ofDevice(Models.net(architecture, options), summary, batchSize)
            : MemoryTable.ofProcess(summary, batchSize);
    LayerTable table = new LayerTable(architecture.info(), options.image(), summary, memory);
    return json() ? Json.pretty(table.toMap()) : table.text();
  }
}
