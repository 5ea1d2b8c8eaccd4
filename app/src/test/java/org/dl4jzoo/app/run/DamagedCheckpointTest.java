package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files that are no checkpoint of the zoo, any more or at all: none ends the program. */
class DamagedCheckpointTest {

  @TempDir Path folder;

  private static Path write(Path folder) {
    Path file = folder.resolve("last.zip");
    new Checkpoint(CheckpointTest.trained(), CheckpointTest.state(), CheckpointTest.card())
        .write(file);
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"labels\": []}",
        "{\"model\": \"lenet5\", \"options\": {}, \"labels\": []}",
        "not JSON",
      })
  void a_card_that_says_too_little_is_refused_in_one_sentence(String json) throws IOException {
    Path file = write(folder);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.writeString(zip.getPath("model.json"), json);
    }

    assertThatThrownBy(() -> CheckpointWeights.open(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the checkpoint %s: its model.json ".formatted(file))
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_file_that_is_cut_short_is_refused() throws IOException {
    Path file = write(folder);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the checkpoint %s: ".formatted(file));
  }

  @Test
  void a_comment_that_is_no_text_is_damage() throws IOException {
    Path file = write(folder);
    Path commented = folder.resolve("commented.zip");
    try (ZipFile from = new ZipFile(file.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(commented))) {
      for (ZipEntry entry : from.stream().toList()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setComment("\u00e4");
        to.putNextEntry(copy);
        to.write(from.getInputStream(entry).readAllBytes());
      }
    }
    String latin1 = Files.readString(commented, StandardCharsets.ISO_8859_1);
    Files.writeString(
        commented, latin1.replace("\u00c3\u00a4", "\u00c3("), StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Checkpoint.read(commented))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "cannot read the checkpoint %s: it is damaged: its list of parts is no text"
                .formatted(commented));
  }

  @Test
  void a_wrong_byte_is_found_wherever_it_is() throws IOException {
    Path file = folder.resolve("last.zip");
    new Checkpoint(
            CheckpointTest.trained(),
            CheckpointTest.state(),
            CheckpointTest.card(),
            Nd4j.ones(1, 4),
            Nd4j.ones(1, 5))
        .write(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        Checkpoint read = Checkpoint.read(file);
        // Zip files have times and copies of names that nobody looks at.
        assertThat(read.card()).isEqualTo(CheckpointTest.card());
        assertThat(read.network().params()).isEqualTo(CheckpointTest.trained().params());
      } catch (UsageException e) {
        found++;
        assertThat(e).hasMessageStartingWith("cannot read the checkpoint %s: ".formatted(file));
      }
    }
    assertThat(found).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"vertices\": {}}",
        "{\"vertices\": {\"a\": {}}, \"vertexInputs\": {\"b\": [\"c\"]}, \"networkInputs\":"
            + " [\"c\"], \"networkOutputs\": [\"a\"]}",
        "{\"vertices\": {\"a\": {\"@class\": \"java.util.Date\"}}, \"vertexInputs\": {\"a\":"
            + " [\"c\"]}, \"networkInputs\": [\"c\"], \"networkOutputs\": [\"a\"]}",
      })
  void a_configuration_that_is_no_network_is_refused_in_one_sentence(String json)
      throws IOException {
    assertRefused("configuration.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_array_that_is_not_what_its_header_says_is_refused() throws IOException {
    byte[] row = array(Nd4j.createFromArray(new float[] {1, 2, 3, 4, 5, 6}));
    byte[] longer = row.clone();
    // The length comes after the mode, how many longs follow, their type and the rank.
    longer[18 + 8 + 6 + 8 + 7]++;

    assertRefused("coefficients.bin", longer);
    assertRefused("coefficients.bin", Arrays.copyOf(row, row.length - 1));
    assertRefused("coefficients.bin", new byte[0]);
    assertRefused("coefficients.bin", array(Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6)));
    assertRefused("coefficients.bin", array(Nd4j.create(2, 3)));
    assertRefused("coefficients.bin", array(Nd4j.create(1, 5)));
    assertRefused("updaterState.bin", array(Nd4j.create(1, 11)));
  }

  private static byte[] array(INDArray array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void images_of_another_shape_than_the_network_takes_are_refused() throws IOException {
    Path file =
        writeWithCard(
            folder, "\"preprocessing\":{\"height\":224", "\"preprocessing\":{\"height\":28");

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the checkpoint %s: its model.json ".formatted(file))
        .hasMessageEndingWith(
            "its preprocessing makes images of 28x192x3; its network takes 224x192x3");
  }

  /** As an older build would have written it, so that what is in a part is looked at. */
  static void withoutHashes(FileSystem zip) throws IOException {
    Path card = zip.getPath("model.json");
    ObjectNode json = (ObjectNode) Checkpoint.JSON.readTree(Files.readString(card));
    json.remove("sha256");
    Files.writeString(card, json.toString());
  }

  static Path writeWithCard(Path folder, String part, String otherPart) throws IOException {
    Path file = write(folder);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path json = zip.getPath("model.json");
      String before = Files.readString(json);
      assertThat(before).contains(part);
      Files.writeString(json, before.replace(part, otherPart));
    }
    return file;
  }

  @Test
  void other_classes_than_the_classifier_has_are_refused() throws IOException {
    Path file = writeWithCard(folder, "[\"cat\",\"dog\"]", "[\"cat\"]");

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "cannot read the checkpoint %s: its model.json names 1 class; its classifier has 2"
                .formatted(file));
  }

  private void assertRefused(String part, byte[] content) throws IOException {
    Path file = write(folder);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.write(zip.getPath(part), content);
      withoutHashes(zip);
    }

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot read the checkpoint %s: it".formatted(file))
        .hasMessageNotContaining("SHA-256")
        .hasMessageNotContaining("\n")
        .hasCauseInstanceOf(IOException.class);
  }
}
