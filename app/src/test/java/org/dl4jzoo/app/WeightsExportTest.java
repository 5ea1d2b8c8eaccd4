package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
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

    assertThat(ofRun.exitCode()).as(ofRun.err()).isZero();
    assertThat(ofFile.exitCode()).as(ofFile.err()).isZero();
    assertThat(ofFile.out()).isEqualTo(ofRun.out());
  }

  @Test
  void an_exported_file_says_which_weights_the_training_began_with() throws IOException {
    RunFolder tuned = UntrainedRun.create(folder.resolve("tuned"), images);
    try (FileSystem zip = FileSystems.newFileSystem(tuned.best())) {
      Path card = zip.getPath("model.json");
      String first =
          """
          "weights":{"model":"lenet5","name":"mine","source":"me","sha256":"abc","imageSize":28,
          "scale":"unit","resize":"squash","classes":[],"top1":99.1}""";
      Files.writeString(card, Files.readString(card).replace("\"weights\":null", first));
    }
    Path file = folder.resolve("tuned.safetensors");
    Cli cli = export(tuned.path(), "safetensors", file, "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode written = new ObjectMapper().readTree(cli.out());
    assertThat(written.get("file").asText()).isEqualTo(file.toString());
    assertThat(written.get("name").asText()).isEqualTo("tuned");
    assertThat(written.get("sha256").asText()).matches("[0-9a-f]{64}");
    String chain =
        "trained on %s from mine (me, top-1 99.1 %%, sha256 abc)".formatted(images.getFileName());
    assertThat(written.get("source").asText()).isEqualTo(chain);
    assertThat(Cli.run("weights", "check", file.toString(), "--model", "lenet5", "--json").out())
        .contains(chain);
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
    return export(run, format, file);
  }

  private static Cli export(Path run, String format, Path file, String... more) {
    List<String> args = new ArrayList<>(List.of("weights", "export", run.toString()));
    args.addAll(List.of("--format", format, "--output", file.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }
}
