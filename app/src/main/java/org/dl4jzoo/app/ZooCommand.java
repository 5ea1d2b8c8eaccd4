package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.PrintableWriter;
import org.dl4jzoo.app.console.ProgressDisplay;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all commands have in common: what is asked is checked, then done, and the result is printed
 * on stdout, as text or as JSON. Progress goes to stderr. Mistakes and failures are thrown, and
 * {@link ErrorReport} tells of them.
 */
abstract class ZooCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the result as JSON on stdout.")
  private boolean json;

  private PrintWriter out;
  private PrintWriter err;
  private ProgressDisplay display;

  @Override
  public final Integer call() {
    check();
    int exitCode = execute();
    out().flush();
    return exitCode;
  }

  /**
   * Checks what is asked as far as that goes without work.
   *
   * @throws RuntimeException that tells the user of the mistake
   */
  void check() {}

  /**
   * Does what is asked and prints the result.
   *
   * @return one of the {@link ExitCode}s
   * @throws RuntimeException that tells the user of a mistake, or is a failure of the program
   */
  abstract int execute();

  final CommandSpec spec() {
    return spec;
  }

  /** Whether the result is to be JSON. */
  final boolean json() {
    return json;
  }

  /** Where results go, without what a terminal would act on. */
  final PrintWriter out() {
    if (out == null) {
      out = PrintableWriter.to(spec.commandLine().getOut());
    }
    return out;
  }

  /** Where everything else goes, likewise. */
  final PrintWriter err() {
    if (err == null) {
      err = PrintableWriter.to(spec.commandLine().getErr());
    }
    return err;
  }

  /** Shows on stderr how work goes on. */
  final ProgressDisplay display() {
    if (display == null) {
      display = ProgressDisplay.on(err());
    }
    return display;
  }
}
