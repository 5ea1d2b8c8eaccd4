package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of commands on an {@link UntrainedRun} of three classes of eight images each. */
abstract class OnUntrainedRun {

  @TempDir Path folder;
  Path images;
  RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 8);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  /** {@code zoo COMMAND RUN FLAGS}. */
  final Cli zoo(String command, String... flags) {
    Stream<String> arguments = Stream.concat(Stream.of(command, run.toString()), Stream.of(flags));
    return Cli.run(arguments.toArray(String[]::new));
  }

  /** Fails unless a command was refused with this sentence alone. */
  static void assertRefused(Cli cli, String sentence) {
    assertThat(refusal(cli)).isEqualTo(sentence);
  }

  /** The only sentence with which a command was refused. */
  static String refusal(Cli cli) {
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).doesNotContain("\tat ");
    List<String> errors = cli.err().lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(errors).hasSize(1);
    return errors.get(0).substring("error: ".length());
  }
}
