package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.StandardOutput;
import org.dl4jzoo.app.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Neither this class nor a command's fields may touch ND4J: help, {@code models}
 * and {@code --version} answer before a native library could be loaded.
 */
@Command(
    name = "zoo",
    description = "Trains, evaluates and runs image classifiers with Deeplearning4j.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 a failure of the program, 2 a mistake in what was asked,",
      "130 a training stopped by Ctrl-C, SIGTERM or a closed terminal with everything saved. Above 128",
      "otherwise: ended by the signal of that number less 128, as 137 for lack of memory, 134 by a",
      "crash of native code, which is a fault of the program."
    })
public final class Main implements Runnable {

  private static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          FinetuneCommand.class,
          EvaluateCommand.class,
          CompareCommand.class,
          AverageCommand.class,
          QuantizeCommand.class,
          PredictCommand.class,
          ExplainCommand.class,
          DataCommand.class,
          DoctorCommand.class,
          ModelsCommand.class,
          BenchCommand.class,
          WeightsCommand.class,
          FeaturesCommand.class,
          HelpCommand.class);

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command of the arguments and ends the JVM with its exit code. */
  public static void main(String[] args) {
    StandardOutput stdout = new StandardOutput();
    PrintWriter out = new PrintWriter(stdout, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = run(out, err, args);
    out.flush();
    stdout.problem().ifPresent(problem -> err.println("error: " + problem));
    err.flush();
    boolean lost = exitCode == ExitCode.OK && !stdout.isComplete();
    System.exit(lost ? ExitCode.FAILURE : exitCode);
  }

  /**
   * Runs the command of the arguments.
   *
   * @param out where results go
   * @param err where progress and errors go
   * @return one of the {@link ExitCode}s
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    List<Class<?>> commands = commands(args);
    if (commands.equals(List.of(PredictCommand.class))) {
      EarlyClasses.prepare();
    }
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it tells of each repeated flag
    CommandLine zoo = new CommandLine(new Main());
    // Only one made like this gets the flags of settings.
    commands.forEach(command -> zoo.addSubcommand(new CommandLine(command)));
    return ErrorReport.install(zoo)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .execute(args);
  }

  /** The command that the arguments begin with; all of them, which takes longer, if it is none. */
  private static List<Class<?>> commands(String... args) {
    return COMMANDS.stream()
        .filter(command -> command != HelpCommand.class && args.length > 0)
        .filter(command -> command.getAnnotation(Command.class).name().equals(args[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing; see zoo --help");
  }
}
