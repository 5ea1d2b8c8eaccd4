package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose files lie in the future, as one of a machine whose clock was set back. */
class ClockSetBackTest {

  private static final FileTime FUTURE = FileTime.from(Instant.parse("2037-01-01T00:00:00Z"));

  @TempDir private Path folder;

  private static void toFuture(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FUTURE);
      }
    }
  }

  @Test
  void a_run_from_the_future_is_gone_on_with_as_any_other() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    Path run = folder.resolve("run");
    Cli once =
        Cli.run(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--engine=nd4j",
            "--batch-size=4",
            "--epochs=1",
            "--schedule=constant",
            "--output=" + run);
    assertThat(once.exitCode()).as(once.err()).isZero();
    Files.writeString(run.resolve(".lock"), "process 1 on elsewhere since 2037-01-01T00:00:00Z");
    Files.writeString(run.resolve("config.yaml.1.tmp"), "left over");
    toFuture(folder);

    Cli cli = Cli.run("train", "--resume=" + run, "--epochs=2");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("epoch 2/2").doesNotContainPattern("-\\d+(\\.\\d+)? s");
    assertThat(run.resolve("config.yaml.1.tmp")).doesNotExist();
    List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(metrics).hasSize(3);
    assertThat(String.join("\n", metrics.subList(1, 3))).doesNotContain(",-");
    assertThat(Cli.run("evaluate", run.toString()).exitCode()).isZero();
  }
}
