package org.dl4jzoo.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user what went wrong: one line and exit code 2 for a mistake in what was asked, a trace
 * in the log and exit code 1 for a failure of ours.
 */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  /** Flags of programs like this one, whose names are not spelt like ours. */
  private static final Map<String, String> FLAGS_ELSEWHERE =
      Map.ofEntries(
          Map.entry("--lr", "--learning-rate"),
          Map.entry("--lr0", "--learning-rate"),
          Map.entry("--wd", "--weight-decay"),
          Map.entry("--bs", "--batch-size"),
          Map.entry("--batch", "--batch-size"),
          Map.entry("-b", "--batch-size"),
          Map.entry("--arch", "--model"),
          Map.entry("-a", "--model"),
          Map.entry("--img-size", "--image-size"),
          Map.entry("--imgsz", "--image-size"),
          Map.entry("--input-size", "--image-size"),
          Map.entry("--opt", "--optimizer"),
          Map.entry("--workers", "--threads"),
          Map.entry("--num-workers", "--threads"),
          Map.entry("--pretrained", "--weights"),
          Map.entry("--amp", "--precision"),
          Map.entry("--data-path", "--data"),
          Map.entry("--data-dir", "--data"));

  private ErrorReport() {}

  /** Makes it tell what goes wrong in a command and those below it; returns the command. */
  static CommandLine install(CommandLine command) {
    ErrorReport errors = new ErrorReport();
    return command
        .setExecutionStrategy(ErrorReport::execute)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    print(command, Printable.line(error.getMessage().replaceFirst("^Error: ", "")));
    List<String> meant = meant(error, command);
    if (meant.isEmpty()) {
      UnmatchedArgumentException.printSuggestions(error, command.getErr());
    } else {
      command.getErr().println("Did you mean: %s?".formatted(String.join(", ", meant)));
    }
    return ExitCode.USAGE;
  }

  /** The flags of the command that unknown ones stand for in other programs. */
  private static List<String> meant(ParameterException error, CommandLine command) {
    if (!(error instanceof UnmatchedArgumentException unknown)) {
      return List.of();
    }
    return unknown.getUnmatched().stream()
        .map(argument -> FLAGS_ELSEWHERE.get(argument.replaceFirst("=.*", "")))
        .filter(flag -> flag != null && command.getCommandSpec().findOption(flag) != null)
        .toList();
  }

  /** Runs the command; picocli gives exceptions to its handlers, but errors are none. */
  private static int execute(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine command = commands.get(commands.size() - 1);
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      return handleLackOfMemory(e, command);
    } catch (LinkageError e) {
      return handleMissingLibraries(e, command);
    }
  }

  /**
   * Native libraries are unpacked on first use, for which there must be room in the home folder.
   */
  private static int handleMissingLibraries(LinkageError error, CommandLine command) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException told) {
        print(
            command,
            Printable.line(
                "cannot unpack the native libraries below %s: %s; HOME can be another folder"
                    .formatted(System.getProperty("user.home"), told.getMessage())));
        return ExitCode.USAGE;
      }
    }
    throw error;
  }

  private static int handleLackOfMemory(OutOfMemoryError error, CommandLine command) {
    List<String> ways = new ArrayList<>();
    if (command.getCommandSpec().findOption("--memory") != null) {
      ways.add("--memory low");
    }
    for (String flag : List.of("--batch-size", "--image-size")) {
      if (command.getCommandSpec().findOption(flag) != null) {
        ways.add("a smaller " + flag);
      }
    }
    String help = ways.isEmpty() ? "" : "; %s needs less".formatted(String.join(" or ", ways));
    print(command, "not enough memory%s (%s)".formatted(help, error.getMessage()));
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (error.getCause() instanceof OutOfMemoryError inAnotherThread) {
      return handleLackOfMemory(inAnotherThread, command);
    }
    if (error.getCause() instanceof LinkageError inAnotherThread) {
      return handleMissingLibraries(inAnotherThread, command);
    }
    if (isUsersMistake(error)) {
      LOG.debug("refused", error);
      print(command, Printable.line(error.getMessage()));
      return ExitCode.USAGE;
    }
    LOG.error("zoo failed", error);
    print(command, Printable.line("zoo failed: " + error));
    return ExitCode.FAILURE;
  }

  private static boolean isUsersMistake(Exception error) {
    return error instanceof UsageException
        || error instanceof InvalidModelException
        || error instanceof InvalidDataException
        || error instanceof InvalidWeightsException
        || error instanceof OutOfDeviceMemoryException
        || error instanceof ParameterException;
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("error: " + message);
  }
}
