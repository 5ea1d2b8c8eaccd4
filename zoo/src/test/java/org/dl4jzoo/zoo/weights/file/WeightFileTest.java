package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of all formats hold what PyTorch and h5py put into them. */
class WeightFileTest {

  @ParameterizedTest
  @CsvSource({
    "types.safetensors, safetensors",
    "state-dict.pth, torch",
    "state-dict-legacy.pth, torch",
    "state-dict-protocol4.pth, torch",
    "views.pth, torch",
    "views-legacy.pth, torch",
    "checkpoint.pth, torch",
    "checkpoint-legacy.pth, torch",
    "big-endian.pth, torch",
    "python2.pth, torch",
    "weights.h5, keras-h5",
    "variable-length.h5, keras-h5",
    "whole-model.h5, keras-h5",
    "split-names.h5, keras-h5",
    "types.h5, keras-h5",
    "many-layers.h5, keras-h5",
    "keras3.h5, keras-h5",
    "named-layers.weights.h5, keras-h5",
    "model.keras, keras-h5",
    "nested.h5, keras-h5",
    "compressed.h5, keras-h5",
    "latest.h5, keras-h5",
    "latest-pieces.h5, keras-h5",
    "imagenet-example.pth, torch",
    "reference-training.pth, torch",
    "numpy-scalar.pth, torch",
    "ema-only.pth, torch",
    "model-in-model.pth, torch",
    "unknown-key.pth, torch"
  })
  void a_file_holds_the_tensors_that_were_saved(String name, String format) throws IOException {
    WeightFixture fixture = WeightFixture.read(name);
    try (WeightFile file = WeightFile.open(fixture.path())) {
      assertThat(file.format()).isEqualTo(format);
      assertThat(file.tensors().values())
          .containsExactlyElementsOf(
              fixture.rows().stream().map(WeightFixture.Row::tensor).toList());
      for (WeightFixture.Row row : fixture.rows()) {
        if (row.values() != null) {
          assertThat(file.read(row.tensor().name()))
              .as(row.tensor().name())
              .containsExactly(row.values().toArray(Float[]::new));
        }
      }
    }
  }

  @Test
  void safetensors_alone_say_something_about_themselves() {
    try (WeightFile file = WeightFile.open(WeightFixture.path("types.safetensors"))) {
      assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "source", "ä\n"));
    }
    try (WeightFile file = WeightFile.open(WeightFixture.path("views.pth"))) {
      assertThat(file.metadata()).isEmpty();
    }
  }

  @Test
  void integers_are_listed_but_not_read() {
    Path path = WeightFixture.path("state-dict.pth");
    try (WeightFile file = WeightFile.open(path)) {
      assertThat(file.tensors().get("1.num_batches_tracked").type()).isEqualTo(ElementType.I64);
      assertThatExceptionOfType(InvalidWeightsException.class)
          .isThrownBy(() -> file.read("1.num_batches_tracked"))
          .withMessage(
              "tensor 1.num_batches_tracked must hold floating-point numbers; its type is I64 (%s)",
              path);
    }
  }

  /** The hashes are those of md5sum and sha256sum. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 9450fd6a0f1648517678b6e67b0a8c41",
    "SHA-256, 54339452149f08afa5c503e3be81355bf27538de7d8d2bafd40ec772561f8f7e"
  })
  void a_hash_is_that_of_the_whole_file(String algorithm, String expected) {
    try (WeightFile file = WeightFile.open(WeightFixture.path("state-dict.pth"))) {
      assertThat(file.hash(algorithm)).isEqualTo(expected).isEqualTo(file.hash(algorithm));
    }
  }

  @Test
  void a_tensor_that_is_not_there_is_named() {
    Path path = WeightFixture.path("weights.h5");
    try (WeightFile file = WeightFile.open(path)) {
      assertThatExceptionOfType(InvalidWeightsException.class)
          .isThrownBy(() -> file.read("conv2/kernel"))
          .withMessage("there is no tensor conv2/kernel in the file (%s)", path);
    }
  }

  @Test
  void other_files_are_not_weights(@TempDir Path folder) throws IOException {
    assertNoWeights(
        folder.resolve("page.pth"),
        "<html><head>Error 404".getBytes(StandardCharsets.UTF_8),
        "21 bytes that begin with <html><head>Erro");
    assertNoWeights(
        folder.resolve("image.h5"),
        new byte[] {-1, -40, -1, -32},
        "4 bytes that begin with 0xffd8ffe0");
  }

  @ParameterizedTest
  @CsvSource({
    "model.onnx, 08081207 7079746f726368, an ONNX model",
    "download, 08071206 70797468 6f6e, an ONNX model",
    "saved_model.pb, 0801 1204 00000000, a graph of TensorFlow",
    "model.bin, 1c000000 54464c33 00000000, a TensorFlow Lite model",
    "w.h5, 76657273696f6e20 68747470733a2f2f 67, a pointer of Git LFS"
  })
  void formats_that_people_take_for_weights_are_called_by_their_names(
      String name, String hex, String called, @TempDir Path folder) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    Path file = Files.write(folder.resolve(name), bytes);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessageStartingWith("the file is " + called);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagenet-example.pth|the weights are those under the key state_dict; left out are arch,"
            + " optimizer, best_acc1, epoch",
        "reference-training.pth|the weights are those under the key model; left out are args,"
            + " optimizer, best_acc1, epoch",
        "ema-only.pth|the weights are those under the key state_dict_ema",
        "model-in-model.pth|the weights are those under the key model.state_dict; left out are"
            + " state_dict_ema",
        "unknown-key.pth|the weights are those under the key my_network; left out are"
            + " class_weights"
      })
  void what_lies_beside_the_weights_is_told(String name, String sentence) {
    Path path = WeightFixture.path(name);
    try (WeightFile file = WeightFile.open(path)) {
      assertThat(file.notes()).containsExactly("%s (%s)".formatted(sentence, path));
    }
  }

  private static void assertNoWeights(Path path, byte[] content, String shown) throws IOException {
    Files.write(path, content);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(path))
        .withMessage(
            "weights must be a safetensors file, a .pth of PyTorch or an .h5 of Keras; got %s (%s)",
            shown, path);
  }

  @Test
  void files_that_are_not_there_and_folders_are_named(@TempDir Path folder) {
    Path missing = folder.resolve("x.pth");
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(missing))
        .withMessage("no such weight file: %s", missing);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(folder))
        .withMessage("weights must be a file; got the folder %s", folder);
  }
}
