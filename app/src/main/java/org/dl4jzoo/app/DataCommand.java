package org.dl4jzoo.app;

import java.nio.file.Path;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.report.FolderCheckTable;
import org.dl4jzoo.data.folder.FolderCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo data}: looks at folders of images. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at folders of images.",
    subcommands = DataCommand.Check.class)
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing; see zoo data --help");
  }

  /** {@code zoo data check}: looks for trouble before a training does. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Looks for trouble in images for a training: reads and decodes every one.",
        "Trouble is reported and is no error: a training skips what cannot be read."
      })
  static final class Check extends ZooCommand {

    @Parameters(
        paramLabel = "DIR",
        description = "A folder or list of images, as --data of zoo train takes it.")
    private Path folder;

    @Override
    int execute() {
      FolderCheck.Report report = FolderCheck.check(folder, display(), display()::line);
      out()
          .print(
              json() ? Json.pretty(FolderCheckTable.toMap(report)) : FolderCheckTable.of(report));
      return ExitCode.OK;
    }
  }
}
