package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.app.weights.PretrainedModel;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NameScheme;
import org.dl4jzoo.zoo.weights.WeightExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialWeightsTest {

  @TempDir Path folder;

  @Test
  void fine_tuning_takes_a_few_more_pixels_than_published_weights_were_trained_with()
      throws IOException {
    InitialWeights weights = published("resnet18");

    assertThat(finetuning(weights, Map.of())).containsEntry("image-size", 288);
    assertThat(finetuning(weights, Map.of("image-size", 160))).containsEntry("image-size", 160);
    Map<String, Object> training = new HashMap<>();
    weights.complete(training);
    assertThat(training).containsEntry("image-size", 224);
  }

  @Test
  void a_checkpoint_of_a_run_keeps_the_size_of_the_run() throws IOException {
    Path file = PretrainedCheckpoint.write(folder.resolve("best.zip"), "cat", "dog");

    InitialWeights weights = InitialWeights.of(file.toString(), "mobilenetv2", noDisplay());

    assertThat(finetuning(weights, Map.of())).containsEntry("image-size", 32);
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

  private InitialWeights published(String model) throws IOException {
    Architecture architecture = Models.named(model);
    ModelOptions options = ModelOptions.of(architecture, 2);
    ComputationGraph network = PretrainedModel.build(architecture, options);
    Path file = folder.resolve("published.safetensors");
    WeightExport.write(
        network, architecture, options, NameScheme.TORCHVISION, Map.of("format", "pt"), file);
    return InitialWeights.of(file.toString(), model, noDisplay());
  }

  private static ProgressDisplay noDisplay() {
    return ProgressDisplay.on(new PrintWriter(PrintWriter.nullWriter()));
  }
}
