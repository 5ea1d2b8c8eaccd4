package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.report.LayerTable;
import org.dl4jzoo.app.report.ModelRow;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo models}: the networks, or the layers of one. Starts no ND4J. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the networks with their parameters and cost for an image of the size of the paper.",
      "With a name: its layers, and the memory that training and inference take."
    })
final class ModelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One network, with its layers.")
  private String name;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images at once, for the memory (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(names = "--json", description = "Print JSON on stdout.")
  private boolean json;

  @Mixin private ModelFlags flags;

  @Override
  public Integer call() {
    if (batchSize < 1) {
      throw new UsageException("batch-size must be at least 1; got " + batchSize);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(name == null ? list() : layers(Models.named(name)));
    out.flush();
    return ExitCode.OK;
  }

  private String list() {
    List<ModelRow> rows = Models.all().stream().map(this::row).toList();
    return json ? Json.pretty(rows) : ModelRow.table(rows);
  }

  private ModelRow row(Architecture architecture) {
    return ModelRow.of(
        architecture.info(), Models.summary(architecture, flags.options(architecture)));
  }

  private String layers(Architecture architecture) {
    ModelOptions options = flags.options(architecture);
    ModelSummary summary = Models.summary(architecture, options);
    LayerTable table = new LayerTable(architecture.info(), options.image(), summary, batchSize);
    return json ? Json.pretty(table.toMap()) : table.text();
  }
}
