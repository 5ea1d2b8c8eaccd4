package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code zoo train} does where no data are named. */
class SampleTrainingTest {

  @TempDir private Path folder;

  @Test
  void drawn_flowers_are_trained_at_a_size_that_takes_minutes_which_is_said() {
    Path run = folder.resolve("run");

    Cli cli = train(run);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("image-size 96 for the drawn flowers");
    assertThat(new RunFolder(run).readConfig().imageSize()).isEqualTo(96);
  }

  @Test
  void a_size_that_is_asked_for_is_taken() {
    Path run = folder.resolve("asked");

    Cli cli = train(run, "--image-size=64");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).doesNotContain("drawn flowers, so that");
    assertThat(new RunFolder(run).readConfig().imageSize()).isEqualTo(64);
  }

  private static Cli train(Path run, String... more) {
    Stream<String> basic =
        Stream.of(
            "train",
            "--model=mobilenetv2",
            "--alpha=0.35",
            "--backend=cpu",
            "--epochs=1",
            "--max-steps=1",
            "--batch-size=2",
            "--output=" + run);
    return Cli.run(Stream.concat(basic, Stream.of(more)).toArray(String[]::new));
  }
}
