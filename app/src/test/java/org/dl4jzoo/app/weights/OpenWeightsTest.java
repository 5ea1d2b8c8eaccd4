package org.dl4jzoo.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.RandomLeNet;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenWeightsTest {

  private static final Architecture LENET = Models.named("lenet5");

  @TempDir Path folder;
  private final List<Path> opened = new ArrayList<>();

  /** Opens a file and deletes it, so that nobody can open it again. */
  private WeightFile openAndDelete(Path file) {
    opened.add(file);
    WeightFile content = WeightFile.open(file);
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }

  @Test
  void a_file_is_opened_once_for_all_that_is_asked_of_it() throws IOException {
    Path file = RandomLeNet.write(folder.resolve("lenet.safetensors"), Map.of());
    String sha256 = InputFile.sha256(file);
    float firstBias;
    try (WeightFile content = WeightFile.open(file)) {
      firstBias = content.read("head.fc3.bias")[0];
    }

    try (OpenWeights weights = OpenWeights.open(file, LENET, this::openAndDelete)) {
      assertThat(weights.info().sha256()).isEqualTo(sha256);
      assertThat(weights.info().imageSize()).isEqualTo(28);
      assertThat(weights.card().options().classes()).isEqualTo(10);
      ComputationGraph network = weights.classifier(Engine.fastest());
      assertThat(network.getParam("classifier_b").getFloat(0)).isEqualTo(firstBias);
    }

    assertThat(opened).containsExactly(file);
  }

  @Test
  void a_file_that_is_only_called_like_a_published_one_is_not_taken_for_it() throws IOException {
    Path namesake = RandomLeNet.write(folder.resolve("lenet5_mnist.safetensors"), Map.of());

    try (OpenWeights weights = OpenWeights.open(namesake, LENET, this::openAndDelete)) {
      assertThat(weights.info().source()).isEqualTo("a file of torchvision's names");
    }
  }

  @Test
  void a_file_of_another_network_is_closed_and_refused() throws IOException {
    Path file = RandomLeNet.write(folder.resolve("lenet.safetensors"), Map.of());

    assertThatThrownBy(() -> OpenWeights.open(file, Models.named("resnet18"), this::openAndDelete))
        .isInstanceOf(InvalidWeightsException.class)
        .hasMessageContaining("lenet5, not of resnet18");
    assertThat(opened).containsExactly(file);
  }
}
