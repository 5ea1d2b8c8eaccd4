package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.weights.WeightExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialWeightsTest {

  @TempDir Path folder;

  @Test
  void fine_tuning_trains_the_layers_of_small_maps_of_published_weights_for_images_of_their_size()
      throws IOException {
    Path file = write("resnet18", folder.resolve("published.safetensors"), 0.5);

    try (InitialWeights weights = InitialWeights.of(file.toString(), "resnet18", noDisplay())) {
      assertThat(finetuning(weights, Map.of()))
          .containsEntry("image-size", 224)
          .containsEntry("unfreeze", "conv4");
      assertThat(finetuning(weights, Map.of("image-size", 192, "unfreeze", "all")))
          .containsEntry("image-size", 192)
          .containsEntry("unfreeze", "all");
      Map<String, Object> training = new HashMap<>();
      weights.complete(training);
      assertThat(training).containsEntry("image-size", 224).doesNotContainKey("unfreeze");
    }
  }

  /** Settings follow from the file that was opened: its weights must be loaded, and no others. */
  @Test
  void another_file_in_the_place_of_the_opened_one_changes_nothing() throws IOException {
    Path file = write("lenet5", folder.resolve("lenet.safetensors"), 0.5);
    Path other = write("lenet5", folder.resolve("other.safetensors"), 0.25);
    ComputationGraph network = network("lenet5");

    try (InitialWeights weights = InitialWeights.of(file.toString(), "lenet5", noDisplay())) {
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      weights.load(network, List.of("0", "1"));
    }

    assertThat(network.params().minNumber().doubleValue()).isEqualTo(0.5);
    assertThat(network.params().maxNumber().doubleValue()).isEqualTo(0.5);
  }

  @Test
  void a_checkpoint_of_a_run_keeps_the_size_of_the_run() throws IOException {
    Path file = PretrainedCheckpoint.write(folder.resolve("best.zip"), "cat", "dog");

    try (InitialWeights weights = InitialWeights.of(file.toString(), "mobilenetv2", noDisplay())) {
      assertThat(finetuning(weights, Map.of()))
          .containsEntry("image-size", 32)
          .doesNotContainKey("unfreeze");
    }
  }

  @Test
  void random_weights_leave_all_settings_open() {
    assertThat(finetuning(InitialWeights.none(), Map.of())).isEmpty();
  }

  private static Map<String, Object> finetuning(InitialWeights weights, Map<String, ?> given) {
    Map<String, Object> settings = new HashMap<>(given);
    weights.completeForFinetuning(settings);
    return settings;
  }

  /** A file of a network of two classes, all of whose parameters are the same. */
  private static Path write(String model, Path file, double value) throws IOException {
    Architecture architecture = Models.named(model);
    ComputationGraph network = network(model);
    network.params().assign(value);
    WeightExport.write(
        network,
        architecture,
        ModelOptions.of(architecture, 2),
        NameScheme.TORCHVISION,
        Map.of("format", "pt"),
        file);
    return file;
  }

  private static ComputationGraph network(String model) {
    Architecture architecture = Models.named(model);
    return Models.network(
        architecture, ModelOptions.of(architecture, 2), Execution.on(Engine.fastest()), 0);
  }

  private static ProgressDisplay noDisplay() {
    return ProgressDisplay.on(new PrintWriter(PrintWriter.nullWriter()));
  }
}
