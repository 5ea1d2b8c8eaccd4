package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  private static Cli train(Path run) {
    return Cli.run(
        "train",
        "--model=mobilenetv2",
        "--alpha=0.35",
        "--backend=cpu",
        "--epochs=1",
        "--max-steps=1",
        "--batch-size=2",
        "--output=" + run);
  }
}
