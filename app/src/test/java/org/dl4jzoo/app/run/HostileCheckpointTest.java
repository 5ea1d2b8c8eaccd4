package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that somebody changed on purpose, whose checksums are right. */
class HostileCheckpointTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write_a_checkpoint() {
    file = folder.resolve("best.zip");
    lenet(Engine.ONEDNN).write(file);
  }

  static Checkpoint lenet(Engine engine) {
    ModelOptions options = ModelOptions.of(Models.named("lenet5"), 3);
    ComputationGraph network =
        Models.network(Models.named("lenet5"), options, Execution.on(engine), 1);
    Preprocessing images = new Preprocessing(28, 28, 1, Resize.SQUASH, Scale.UNIT);
    List<String> labels = List.of("cat", "dog", "cow");
    return new Checkpoint(
        network,
        TrainingState.start(),
        new ModelCard("lenet5", options, images, labels, null, "animals"));
  }

  private AbstractThrowableAssert<?, ?> using() {
    return assertThatThrownBy(() -> classifier(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the checkpoint %s: its ".formatted(file))
        .hasMessageNotContainingAny("\n", "org.dl4jzoo", "Exception");
  }

  private static ComputationGraph classifier(Path file) {
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      return weights.classifier(Engine.ONEDNN);
    }
  }

  private void replace(String part, String text, String by) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      String before = Files.readString(zip.getPath(part));
      assertThat(before).contains(text);
      Files.writeString(zip.getPath(part), before.replace(text, by));
      DamagedCheckpointTest.withoutHashes(zip);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"ONEDNN", "ND4J", "STOCK"})
  void what_was_written_is_used(Engine engine) {
    lenet(engine).write(file);
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.notes()).isEmpty();
      assertThat(weights.classifier(Engine.ONEDNN).params())
          .isEqualTo(lenet(engine).network().params());
    }
  }

  @Test
  void a_file_of_an_older_build_is_used_and_told_of() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      DamagedCheckpointTest.withoutHashes(zip);
    }
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.notes())
          .containsExactly(
              file + " was written without hashes of its parts; only its checksums tell damage");
      assertThat(weights.classifier(Engine.ONEDNN)).isNotNull();
    }
  }

  @Test
  void a_part_with_a_right_checksum_must_have_its_hash_too() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      byte[] weights = Files.readAllBytes(zip.getPath("coefficients.bin"));
      weights[weights.length - 1] ^= 1;
      Files.write(zip.getPath("coefficients.bin"), weights);
    }
    using()
        .hasMessageEndingWith(
            "its coefficients.bin: it isn't what was written: its SHA-256 is another");
  }

  /** Its static code would run before Deeplearning4j finds that it is no layer. */
  public static final class Loaded {
    static {
      System.setProperty("zoo.test.loaded", "yes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"@class\":\"%s\"",
        "\"x\":{\"@class\":\"%s\"},\"@class\":\"org.dl4jzoo.zoo.layer.ConvBlock\"",
        "\"iupdater\":[\"%s\",{}],\"@class\":\"org.dl4jzoo.zoo.layer.ConvBlock\""
      })
  void no_class_is_loaded_that_describes_no_network(String json) throws IOException {
    String hostile = json.formatted(HostileCheckpointTest.class.getName() + "$Loaded");
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path part = zip.getPath("configuration.json");
      String before = Checkpoint.JSON.readTree(Files.readString(part)).toString();
      String layer = "\"@class\":\"org.dl4jzoo.zoo.layer.ConvBlock\"";
      assertThat(before).contains(layer);
      Files.writeString(part, before.replace(layer, hostile));
      DamagedCheckpointTest.withoutHashes(zip);
    }
    assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> classifier(file)).isInstanceOf(UsageException.class);
    assertThat(System.getProperty("zoo.test.loaded")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "kernelSize, 5, 7",
    "kernelSize, 5, -5",
    "kernelSize, 5, 1000000",
    "paddingBottom, 2, 100000",
    "stride, 1, 0",
    "nout, 6, 2147483647",
    "nin, 400, 4000000000",
    "biased, true, false",
    "infersInBlocks, false, true",
    "layerName, '\"c1\"', '\"c2\"'"
  })
  void a_number_of_the_architecture_that_is_another_is_named(
      String field, String value, String other) throws IOException {
    replace(
        "configuration.json",
        "\"%s\" : %s".formatted(field, value),
        "\"%s\" : %s".formatted(field, other));
    using()
        .hasMessageContaining("its network isn't the lenet5 of its model.json: ")
        .hasMessageEndingWith("is %s and should be %s".formatted(other, value));
  }

  @Test
  void a_vertex_more_is_refused() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path part = zip.getPath("configuration.json");
      ObjectNode json = (ObjectNode) Checkpoint.JSON.readTree(Files.readString(part));
      ObjectNode vertices = (ObjectNode) json.get("vertices");
      vertices.set("more", vertices.get("c1"));
      ((ObjectNode) json.get("vertexInputs")).putArray("more").add("c1");
      Files.writeString(part, json.toString());
      DamagedCheckpointTest.withoutHashes(zip);
    }
    using().hasMessageEndingWith("its network has 8 vertices; lenet5 has 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model\":\"lenet5\"|\"model\":\"lenet9\"|unknown model 'lenet9'",
        "\"model\":\"lenet5\"|\"model\":null|it has no model",
        "\"classes\":3|\"classes\":4|and should be",
        "\"classes\":3|\"classes\":-4|classes must be at least 2; got -4",
        "\"channels\":1},\"classes\"|\"channels\":0},\"classes\"|must be at least 1; got 28x28x0",
        "\"height\":28,|\"height\":\"x\",|its options.image.height is of another form",
        "\"includeTop\":true|\"includeTop\":true,\"a\":1|it has options.a, which nobody knows",
        "[\"cat\",\"dog\",\"cow\"]|[\"cat\"]|names 1 class; its classifier has 3",
        "[\"cat\",\"dog\",\"cow\"]|{}|its labels is of another form than is expected"
      })
  void a_card_that_says_something_else_is_refused_in_words_for_people(
      String part, String other, String sentence) throws IOException {
    replace("model.json", part, other);
    using().hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"batches\":-1", "\"images\":-5", "\"seconds\":-1", "\"batches\":1e99"})
  void a_training_that_stands_nowhere_is_refused(String other) throws IOException {
    String name = other.substring(0, other.indexOf(':') + 1);
    replace("training.json", name + "0", other);
    assertThatThrownBy(() -> new RunFolder(folder).newest(line -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("there is no checkpoint " + folder.resolve("last.zip"));
    Files.copy(file, folder.resolve("last.zip"));
    assertThatThrownBy(() -> new RunFolder(folder).newest(line -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("its training.json must be what the zoo wrote; ")
        .hasMessageNotContainingAny("org.dl4jzoo", "Exception");
  }

  @Test
  void where_the_newest_checkpoint_is_damaged_the_best_one_is_taken_and_told() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("last.zip"), bytes);
    List<String> told = new ArrayList<>();

    Checkpoint best = new RunFolder(folder).newest(told::add);

    assertThat(best.network().params()).isEqualTo(lenet(Engine.ONEDNN).network().params());
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("cannot read the checkpoint " + folder.resolve("last.zip"))
        .endsWith("; the training goes on from %s, after epoch 0".formatted(file));
  }

  @Test
  void a_part_that_grows_without_end_is_not_read_whole() throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("model.json"));
      byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 100; i++) {
        zip.write(spaces);
      }
      zip.putNextEntry(new ZipEntry("training.json"));
    }
    using().hasMessageEndingWith("its model.json has more than 67108864 bytes");
  }

  @Test
  void json_that_is_too_deep_is_refused() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("configuration.json"), "{\"vertices\":" + deep + "}");
      DamagedCheckpointTest.withoutHashes(zip);
    }
    using().hasMessageContaining("its configuration.json must be what the zoo wrote; ");
  }

  @Test
  void entries_that_want_out_of_the_file_are_never_looked_for() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("escaped.txt"), "x");
    }
    byte[] bytes = Files.readAllBytes(file);
    String renamed =
        new String(bytes, StandardCharsets.ISO_8859_1).replace("escaped.txt", "../../e.txt");
    Files.write(file, renamed.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(classifier(file)).isNotNull();
    assertThat(folder.resolve("../../e.txt")).doesNotExist();
  }
}
