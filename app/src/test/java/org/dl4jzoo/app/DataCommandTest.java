package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  @TempDir private Path folder;

  @Test
  void a_sound_folder_is_counted() throws IOException {
    DrawnImages.draw(folder, 2, 4);

    Cli cli = Cli.run("data", "check", folder.toString());

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .isEqualTo(
            """
            8 images in 2 classes

            class  images  readable  width  height
            blue        4         4     32      32
            green       4         4     32      32

            no trouble found
            """);
  }

  @Test
  void trouble_is_listed_and_is_no_error() throws IOException {
    DrawnImages.draw(folder, 2, 4);
    Files.writeString(folder.resolve("blue/text.png"), "no image");
    Files.writeString(folder.resolve("notes.md"), "stray");
    Files.copy(folder.resolve("blue/00.png"), folder.resolve("green/twin.png"));

    Cli cli = Cli.run("data", "check", folder.toString());

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("cannot be read (1):\n  blue/text.png: ")
        .contains(
            "byte-identical (1):\n  blue/00.png = green/twin.png (in two classes: blue, green)")
        .contains("no image of a class (1):\n  notes.md\n")
        .doesNotContain("no trouble");
  }

  @Test
  void json_has_the_same_findings() throws IOException {
    DrawnImages.draw(folder, 2, 4);
    Files.writeString(folder.resolve("blue/text.png"), "no image");

    JsonNode findings =
        new ObjectMapper().readTree(Cli.run("data", "check", folder.toString(), "--json").out());

    assertThat(findings.get("classes").get(0).get("images").asInt()).isEqualTo(5);
    assertThat(findings.get("unreadable").get(0).get("name").asText()).isEqualTo("blue/text.png");
  }

  @Test
  void a_missing_folder_is_refused() {
    Path missing = folder.resolve("missing");

    Cli cli = Cli.run("data", "check", missing.toString());

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: ").contains(missing.toString());
  }

  @Test
  void wrong_labels_are_looked_for_with_a_networks_features() throws IOException {
    Path images = DrawnImages.draw(folder.resolve("images"), 2, 12);
    Path wrong = images.resolve("green/twin.png");
    Files.copy(images.resolve("blue/00.png"), wrong);
    RunFolder run = UntrainedRun.create(folder.resolve("run"), images);
    Path output = folder.resolve("check");

    Cli cli =
        Cli.run(
            "data",
            "check",
            images.toString(),
            "--weights",
            run.toString(),
            "--output",
            output.toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("byte-identical (1)")
        .contains(" labels look wrong, ")
        .endsWith("page: " + output.resolve("index.html") + "\n");
    assertThat(output.resolve("index.html")).content().contains("25", "green/twin.png");
    assertThat(output.resolve("label-issues.csv"))
        .content()
        .startsWith("issue,path,subset,label,suggested,probability,score,other path,")
        .containsPattern("near-duplicate,blue/00.png,,blue,,,1.0000,green/twin.png,,green");
  }

  @Test
  void what_only_the_page_needs_is_refused_without_weights() {
    Cli cli = Cli.run("data", "check", folder.toString(), "--model", "resnet18");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: --model needs --weights");
  }
}
