package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsExportTest {

  @TempDir private static Path folder;
  private static Path run;
  private static Path images;

  @BeforeAll
  static void makeRun() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 4);
    run = folder.resolve("run");
    UntrainedRun.create(run, images);
  }

  @Test
  void an_exported_network_answers_as_the_run_does_and_knows_its_classes() {
    Path file = folder.resolve("out.safetensors");
    Cli export = export("safetensors", file);
    assertThat(export.exitCode()).isZero();

    String image = images.resolve("red/00.png").toString();
    Cli ofRun = Cli.run("predict", run.toString(), image, "--top", "all", "--json");
    Cli ofFile =
        Cli.run(
            "predict",
            "--model",
            "lenet5",
            "--weights",
            file.toString(),
            image,
            "--top",
            "all",
            "--json");

    assertThat(ofFile.out()).isEqualTo(ofRun.out());
  }

  @Test
  void a_network_that_keras_has_not_is_refused() {
    Path file = folder.resolve("out.h5");
    Cli cli = export("h5", file);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: keras has no lenet5");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path file = folder.resolve("none/out.safetensors");
    Cli cli = export("safetensors", file);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: cannot write " + file);
    assertThat(Files.exists(file.getParent())).isFalse();
  }

  private static Cli export(String format, Path file) {
    return Cli.run(
        "weights", "export", run.toString(), "--format", format, "--output", file.toString());
  }
}
