package org.dl4jzoo.zoo.weights.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keras's files may not be, and what we write for Keras. */
class KerasH5Test {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lzf.h5|weight a/w must be stored without compression or with gzip; it is compressed by lzf"
            + " (HDF5's filter 32000)",
        "no-layers.h5|weights of Keras must have the attribute layer_names, as an .h5 file has it,"
            + " or the group layers of a .weights.h5 file; this HDF5 file has neither"
      })
  void other_layouts_are_refused(String name, String sentence) {
    Path path = WeightFixture.path(name);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(path))
        .withMessage("%s (%s)", sentence, path);
  }

  /** HDF5 would take it for zeros. */
  @Test
  void a_weight_of_which_a_piece_is_missing_is_refused() throws IOException {
    byte[] bytes = Files.readAllBytes(WeightFixture.path("compressed.h5"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // The tree of pieces says how many there are after its signature, kind and depth.
    int tree = text.indexOf("TREE\u0001\u0000");
    while (bytes[tree + 6] < 2) {
      tree = text.indexOf("TREE\u0001\u0000", tree + 1);
    }
    bytes[tree + 6]--;
    Path path = Files.write(folder.resolve("missing.h5"), bytes);
    try (WeightFile file = WeightFile.open(path)) {
      assertThatExceptionOfType(InvalidWeightsException.class)
          .isThrownBy(() -> file.tensors().keySet().forEach(file::read))
          .withMessageContaining("is damaged: No chunk with offset");
    }
  }

  @Test
  void a_truncated_file_is_known_by_its_size() throws IOException {
    byte[] bytes = Files.readAllBytes(WeightFixture.path("weights.h5"));
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    Path file = Files.write(folder.resolve("half.h5"), half);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessage(
            "the HDF5 file is damaged: it should have %d bytes, but has %d (%s)",
            bytes.length, half.length, file);
  }

  @Test
  void a_tree_that_leads_in_circles_is_not_followed_for_ever() throws IOException {
    byte[] bytes = Files.readAllBytes(WeightFixture.path("many-layers.h5"));
    int node = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("TREE\u0000\u0000");
    bytes[node + 5] = 1;
    ByteBuffer tree = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tree.getShort(node + 6); i++) {
      tree.putLong(node + 32 + 16 * i, node);
    }
    Path file = Files.write(folder.resolve("circle.h5"), bytes);
    assertThatExceptionOfType(InvalidWeightsException.class)
        .isThrownBy(() -> WeightFile.open(file))
        .withMessageStartingWith("the HDF5 file is damaged: ")
        .withMessageEndingWith("(%s)", file);
  }

  @Test
  void written_layers_are_read_again() throws IOException {
    Path file = folder.resolve("written.h5");
    List<KerasLayer> layers = layers(3);
    KerasH5.write(file, layers);
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(read.tensors().keySet())
          .containsExactly(
              "conv1/conv/conv1/conv/kernel:0",
              "layer_0/layer_0/bias:0",
              "layer_1/layer_1/bias:0",
              "layer_2/layer_2/bias:0",
              "scale/factor:0");
      assertThat(read.tensors().get("conv1/conv/conv1/conv/kernel:0").shape())
          .containsExactly(1L, 2L, 3L);
      assertThat(read.read("conv1/conv/conv1/conv/kernel:0")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(read.tensors().get("scale/factor:0").shape()).isEmpty();
      assertThat(read.read("scale/factor:0")).containsExactly(0.25f);
    }
  }

  @Test
  void a_shorter_file_takes_the_place_of_a_longer_one() throws IOException {
    Path file = folder.resolve("written.h5");
    KerasH5.write(file, layers(100));
    KerasH5.write(file, layers(1));
    Path alone = folder.resolve("alone.h5");
    KerasH5.write(alone, layers(1));
    assertThat(file).hasSize(Files.size(alone));
  }

  @Test
  void written_attributes_are_those_that_keras_reads() throws IOException {
    Path file = folder.resolve("written.h5");
    KerasH5.write(file, layers(1));
    try (HdfFile h5 = new HdfFile(file)) {
      assertThat((String[]) h5.getAttribute("layer_names").getData())
          .containsExactly("input_1", "conv1/conv", "layer_0", "scale");
      assertThat((String[]) h5.getByPath("conv1/conv").getAttribute("weight_names").getData())
          .containsExactly("conv1/conv/kernel:0");
      assertThat((float[]) h5.getDatasetByPath("layer_0/layer_0/bias:0").getData())
          .containsExactly(0);
    }
  }

  @Test
  void too_many_names_for_an_attribute_are_split_as_keras_does() throws IOException {
    Path file = folder.resolve("many.h5");
    KerasH5.write(file, layers(6000));
    try (WeightFile read = WeightFile.open(file)) {
      assertThat(read.tensors()).hasSize(6002);
      assertThat(read.read("layer_5999/layer_5999/bias:0")).containsExactly(5999);
    }
    try (HdfFile h5 = new HdfFile(file)) {
      assertThat(h5.getAttribute("layer_names")).isNull();
      assertThat(h5.getAttribute("layer_names0").getDimensions()).containsExactly(64512 / 11);
    }
  }

  private static List<KerasLayer> layers(int plain) {
    List<KerasLayer> layers = new ArrayList<>();
    layers.add(new KerasLayer("input_1", Map.of()));
    FloatTensor kernel = new FloatTensor(List.of(1L, 2L, 3L), new float[] {1, 2, 3, 4, 5, 6});
    layers.add(new KerasLayer("conv1/conv", Map.of("conv1/conv/kernel:0", kernel)));
    for (int i = 0; i < plain; i++) {
      Map<String, FloatTensor> weights = new LinkedHashMap<>();
      weights.put("layer_" + i + "/bias:0", new FloatTensor(List.of(1L), new float[] {i}));
      layers.add(new KerasLayer("layer_" + i, weights));
    }
    layers.add(
        new KerasLayer(
            "scale", Map.of("factor:0", new FloatTensor(List.of(), new float[] {0.25f}))));
    return layers;
  }
}
