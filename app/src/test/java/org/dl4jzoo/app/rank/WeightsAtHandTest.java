package org.dl4jzoo.app.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.RandomLeNet;
import org.dl4jzoo.app.SharedFolder;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.weights.WeightCache;
import org.dl4jzoo.zoo.weights.file.FloatTensor;
import org.dl4jzoo.zoo.weights.file.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsAtHandTest {

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  private List<Candidate> find() {
    return WeightsAtHand.find(folder.toString(), told::add);
  }

  @Test
  void a_file_is_of_the_network_that_its_content_says_whatever_its_name() throws IOException {
    Path file = SmallWeights.seeing(folder.resolve("resnet50.safetensors"), 0.35);

    assertThat(find()).containsExactly(new Candidate("mobilenetv2", file.toString()));
    assertThat(told).isEmpty();
  }

  @Test
  void what_is_left_out_is_told_with_the_reason() throws IOException {
    SmallWeights.seeing(folder.resolve("a.safetensors"), 0.35);
    Path digits = RandomLeNet.write(folder.resolve("digits.safetensors"), Map.of());
    Path damaged = Files.writeString(folder.resolve("damaged.h5"), "<html>log in</html>");
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(
        other, Map.of("x", new FloatTensor(List.of(2L), new float[] {1, 2})), Map.of());
    for (String name : List.of("1.md", "2.txt", "3.json", "4.zip", "5")) {
      Files.writeString(folder.resolve(name), "text");
    }
    Files.createDirectory(folder.resolve("more.h5"));

    assertThat(find()).hasSize(1);
    assertThat(told)
        .containsExactly(
            "left out: weights must be a safetensors file, a .pth of PyTorch or an .h5 of Keras; got"
                + " 19 bytes that begin with <html>log in</ht (%s)".formatted(damaged),
            "left out: %s holds weights of lenet5 for 10 classes that are not ImageNet's (0, 1, 2, 3"
                    .formatted(digits)
                + " and 6 more)",
            "left out: %s holds weights of no network of the zoo".formatted(other),
            "left out, being no files of weights by their names: 1.md, 2.txt, 3.json, 4.zip and 1"
                + " more");
  }

  @Test
  void a_folder_without_any_is_refused() throws IOException {
    Files.writeString(folder.resolve("README.md"), "text");

    assertThatThrownBy(this::find)
        .isInstanceOf(UsageException.class)
        .hasMessage(
            folder
                + " must hold ImageNet weights of a network of the zoo, such as zoo weights lists;"
                + " it has none");
  }

  @Test
  void published_weights_are_found_in_the_cache_and_those_of_digits_left_out() throws IOException {
    for (String name : List.of("bvlc_googlenet.safetensors", "lenet5_mnist.safetensors")) {
      Path file = SharedFolder.file("weights/" + name).toAbsolutePath();
      Files.createSymbolicLink(folder.resolve(name), file);
    }

    assertThat(new WeightsAtHand(told::add).downloaded(new WeightCache(folder)))
        .containsExactly(new Candidate("googlenet", "bvlc"));
    assertThat(told).hasSize(1).first().asString().contains("lenet5", "not ImageNet's");
  }

  @Test
  void an_empty_cache_is_refused_with_how_to_get_weights() {
    assertThatThrownBy(() -> new WeightsAtHand(told::add).downloaded(new WeightCache(folder)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "model auto chooses among weights that are here, and none of the published ones are; zoo"
                + " weights get NAME downloads those of a network (alexnet, vgg11, ")
        .hasMessageEndingWith("mobilenetv2), and --weights takes a folder of files");
  }
}
