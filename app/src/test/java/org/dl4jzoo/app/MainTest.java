package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void help_goes_to_stdout_and_exits_0() {
    Cli cli = Cli.run("--help");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).contains("Usage: zoo").contains("train").contains("Exit codes: 0 done");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void version_is_that_of_the_build() {
    assertThat(Cli.run("--version").out()).matches("zoo \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @Test
  void a_missing_command_is_the_users_mistake() {
    Cli cli = Cli.run();

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .isEqualToNormalizingNewlines("error: a command is missing; see zoo --help\n");
  }

  @Test
  void an_unknown_flag_is_the_users_mistake() {
    Cli cli = Cli.run("train", "--hlep");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: Unknown option: '--hlep'");
    assertThat(cli.out()).isEmpty();
  }
}
