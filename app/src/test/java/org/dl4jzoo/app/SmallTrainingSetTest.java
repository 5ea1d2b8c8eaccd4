package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a batch that has more images than there are to train on. */
class SmallTrainingSetTest {

  @TempDir private Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void draw() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    run = folder.resolve("run");
  }

  private Cli train(String... flags) {
    Stream<String> fixed =
        Stream.of(
            "train",
            "--model=lenet5",
            "--backend=cpu",
            "--engine=nd4j",
            "--epochs=1",
            "--data=" + images,
            "--output=" + run);
    return Cli.run(Stream.concat(fixed, Stream.of(flags)).toArray(String[]::new));
  }

  private void assertRefused(Cli cli, int batch) {
    assertThat(cli.err())
        .containsPattern(
            "error: batch-size must be at most the 1\\d training images of .*; got %d\\R"
                .formatted(batch));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void the_default_is_lowered() {
    Cli cli = train();

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .containsPattern(
            "batch-size is lowered from 32, the default, to the 1\\d training images\\R");
    assertThat(run.resolve("config.yaml")).content().containsPattern("batch-size: 1\\d\\R");
  }

  @Test
  void what_was_asked_for_is_refused_even_if_it_is_the_default() {
    assertRefused(train("--batch-size=32"), 32);
    assertRefused(train("--batch-size=33"), 33);
  }

  @Test
  void what_a_configuration_file_asks_for_is_refused_too() throws IOException {
    Path config = Files.writeString(folder.resolve("my.yaml"), "batch-size: 32\n");

    assertRefused(train("--config=" + config), 32);
  }

  @Test
  void a_search_for_a_learning_rate_and_a_benchmark_have_the_lowered_batch() {
    Cli search = train("--lr-find");
    Cli benchmark = Cli.run("bench", "--model=lenet5", "--seconds=0", "--json", "--data=" + images);

    for (Cli cli : new Cli[] {search, benchmark}) {
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.err()).contains("batch-size is lowered from 32, the default, to the 1");
    }
    assertThat(benchmark.out()).containsPattern("\"batchSize\" ?: ?1\\d,");
  }
}
