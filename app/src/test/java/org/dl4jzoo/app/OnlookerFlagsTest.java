package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlookerFlagsTest {

  @TempDir private Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void draw_images() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 2, 12);
    run = folder.resolve("run");
  }

  private Cli train(String... flags) {
    Stream<String> basic =
        Stream.of(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--engine=nd4j",
            "--epochs=1",
            "--batch-size=8",
            "--output=" + run);
    return Cli.run(Stream.concat(basic, Arrays.stream(flags)).toArray(String[]::new));
  }

  private void assertRefused(Cli cli, String message) {
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  private int eventFiles() throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      return (int)
          files.filter(file -> file.getFileName().toString().contains(".tfevents.")).count();
    }
  }

  @Test
  void a_training_can_be_looked_at_and_keeps_no_word_of_it() throws IOException {
    Cli cli = train("--tensorboard", "--dashboard");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).containsPattern("(?m)^dashboard: http://127\\.0\\.0\\.1:\\d+/$");
    assertThat(eventFiles()).isEqualTo(1);
    assertThat(run.resolve("config.yaml")).content().doesNotContain("board");
  }

  @Test
  void a_training_that_is_gone_on_with_writes_another_file()
      throws IOException, InterruptedException {
    assertThat(train("--tensorboard").exitCode()).isZero();
    Thread.sleep(1000); // the second in which a file begins is part of its name
    Cli cli = Cli.run("train", "--resume=" + run, "--epochs=2", "--tensorboard");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(eventFiles()).isEqualTo(2);
  }

  @Test
  void a_port_that_is_taken_or_none_is_refused() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();
      assertRefused(
          train("--dashboard=" + port),
          "the dashboard can't have port %d: Address already in use".formatted(port));
    }
    assertRefused(
        train("--dashboard=65536"), "--dashboard takes a port from 1 to 65535; got 65536");
  }

  @Test
  void a_search_for_the_learning_rate_is_not_looked_at() {
    assertRefused(
        train("--lr-find", "--tensorboard"),
        "--lr-find takes no --tensorboard: it ends before there is much to look at");
  }
}
