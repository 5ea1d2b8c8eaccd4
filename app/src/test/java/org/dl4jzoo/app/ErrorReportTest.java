package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ErrorReportTest {

  /** Finds no memory, in its own thread or in one that it waits for. */
  @Command(name = "greedy")
  private static final class Greedy implements Callable<Integer> {

    @Option(names = "--batch-size")
    private int batchSize;

    @Option(names = "--in-another-thread")
    private boolean inAnotherThread;

    @Override
    public Integer call() {
      OutOfMemoryError error = new OutOfMemoryError("for %d images".formatted(batchSize));
      if (inAnotherThread) {
        throw new IllegalStateException("preparing the image failed", error);
      }
      throw error;
    }
  }

  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return ErrorReport.install(new CommandLine(new Greedy()))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void too_little_memory_is_told_with_the_flags_of_the_command_that_take_less() {
    assertThat(run("--batch-size=9")).isEqualTo(2);
    assertThat(run("--batch-size=9", "--in-another-thread")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .containsOnly("error: not enough memory; a smaller --batch-size needs less (for 9 images)");
  }

  /** Finds a full disk where native libraries are unpacked. */
  @Command(name = "linked")
  private static final class Linked implements Callable<Integer> {

    @Option(names = "--in-another-thread")
    private boolean inAnotherThread;

    @Override
    public Integer call() {
      IOException reason = new IOException("No space left on device");
      Error error = (Error) new UnsatisfiedLinkError(reason.toString()).initCause(reason);
      if (inAnotherThread) {
        throw new IllegalStateException("preparing the image failed", error);
      }
      throw error;
    }
  }

  @Test
  void native_libraries_that_find_no_room_are_told_in_a_sentence() {
    CommandLine command = ErrorReport.install(new CommandLine(new Linked()));
    command.setErr(new PrintWriter(err, true));

    assertThat(command.execute()).isEqualTo(2);
    assertThat(command.execute("--in-another-thread")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .containsOnly(
            "error: cannot unpack the native libraries below %s: No space left on device; HOME can be"
                    .formatted(System.getProperty("user.home"))
                + " another folder");
  }

  @Test
  void a_flag_of_another_program_is_refused_with_ours() {
    assertThat(run("--bs", "9")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            error: Unknown options: '--bs', '9'
            Did you mean: --batch-size?
            """);
    assertThat(Cli.run("train", "--lr=0.1").err()).contains("Did you mean: --learning-rate?");
    assertThat(Cli.run("predict", "--lr=0.1", "x").err()).doesNotContain("learning-rate");
  }

  @Test
  void the_last_of_a_repeated_flag_counts() {
    Cli cli = Cli.run("train", "--epochs=2", "--seed=1", "--epochs=-1");

    assertThat(cli.err())
        .isEqualToNormalizingNewlines("error: epochs must be at least 1; got -1\n");
  }

  /** Fails in one of two ways. */
  @Command(name = "failing")
  private static final class Failing implements Callable<Integer> {

    @Option(names = "--user")
    private boolean user;

    @Override
    public Integer call() {
      IllegalStateException reason = new IllegalStateException("the reason");
      throw user ? new UsageException("the sentence", reason) : reason;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--user, 2, error: the sentence",
    "'', 1, error: zoo failed: java.lang.IllegalStateException: the reason"
  })
  void only_the_users_mistake_is_told_as_one_whatever_its_cause(
      String flag, int exitCode, String line) {
    CommandLine command = ErrorReport.install(new CommandLine(new Failing()));
    command.setErr(new PrintWriter(err, true));

    assertThat(command.execute(flag.isEmpty() ? new String[0] : new String[] {flag}))
        .isEqualTo(exitCode);
    assertThat(err.toString().lines()).containsExactly(line);
  }
}
