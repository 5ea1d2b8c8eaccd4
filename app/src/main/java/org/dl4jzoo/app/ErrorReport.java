package org.dl4jzoo.app;

import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.zoo.model.InvalidModelException;
import org.dl4jzoo.zoo.weights.InvalidWeightsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user what went wrong: one line and exit code 2 for a mistake in what was asked, a trace
 * in the log and exit code 1 for a failure of ours.
 */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    print(command, error.getMessage().replaceFirst("^Error: ", ""));
    UnmatchedArgumentException.printSuggestions(error, command.getErr());
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (isUsersMistake(error)) {
      print(command, error.getMessage());
      return ExitCode.USAGE;
    }
    LoggerFactory.getLogger(Main.class).error("zoo failed", error);
    print(command, "zoo failed: " + error);
    return ExitCode.FAILURE;
  }

  private static boolean isUsersMistake(Exception error) {
    return error instanceof UsageException
        || error instanceof InvalidModelException
        || error instanceof InvalidDataException
        || error instanceof InvalidWeightsException
        || error instanceof ParameterException;
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("error: " + message);
  }
}
