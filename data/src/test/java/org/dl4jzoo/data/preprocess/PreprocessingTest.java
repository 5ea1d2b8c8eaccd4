package org.dl4jzoo.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.InvalidDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessingTest {

  @TempDir private Path folder;

  @Test
  void json_keeps_every_setting() throws IOException {
    Preprocessing written = new Preprocessing(160, 192, 1, Resize.PAD, Scale.TORCH);
    Path json = folder.resolve("preprocessing.json");

    written.write(json);

    assertThat(Preprocessing.read(json)).isEqualTo(written);
    assertThat(Files.readString(json))
        .isEqualToIgnoringWhitespace(
            "{\"height\":160,\"width\":192,\"channels\":1,\"resize\":\"pad\",\"scale\":\"torch\"}");
  }

  @Test
  void a_file_that_says_something_else_is_named() throws IOException {
    Path json = folder.resolve("preprocessing.json");
    assertRefused(json, "cannot read " + json);
    Files.writeString(json, "{");
    assertRefused(json, json + " is not a preprocessing file: ");
    Files.writeString(json, "{\"height\":160}");
    assertRefused(json, json + " is not a preprocessing file: ");
    Files.writeString(
        json,
        "{\"height\":160,\"width\":192,\"channels\":2,\"resize\":\"pad\",\"scale\":\"torch\"}");
    assertRefused(json, json + " is not a preprocessing file: ");
  }

  @Test
  void ranges_are_checked() {
    assertThatThrownBy(() -> new Preprocessing(0, 224, 3, Resize.SQUASH, Scale.UNIT))
        .hasMessage("image size must be from 1 to 4096 pixels a side; got 0×224");
    assertThatThrownBy(() -> new Preprocessing(224, 224, 4, Resize.SQUASH, Scale.UNIT))
        .hasMessage("channels must be 1 or 3; got 4");
  }

  private static void assertRefused(Path json, String start) {
    assertThatThrownBy(() -> Preprocessing.read(json))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(start);
  }
}
