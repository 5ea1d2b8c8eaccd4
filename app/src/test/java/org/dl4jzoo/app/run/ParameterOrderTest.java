package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.ImageLogits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights that are read without ND4J are those that Deeplearning4j's graph has. */
class ParameterOrderTest {

  private static final int IMAGES = 2;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "lenet5, 28, 1",
    "mobilenetv2, 32, 3",
    "resnet18, 32, 3",
    "googlenet, 64, 3",
    "densenet121, 32, 3"
  })
  void logits_are_those_of_the_graph(String model, int side, int channels) {
    Path file = folder.resolve("best.zip");
    checkpoint(model, side, channels).write(file);
    FloatBuffer images = images(IMAGES * side * side * channels);
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      Optional<FlatWeights> parameters = weights.parameters(Engine.ONEDNN);
      assertThat(parameters).isPresent();
      try (ImageLogits graph = weights.imageLogits(Engine.ONEDNN, Optional.empty());
          ImageLogits compiled = weights.imageLogits(Engine.ONEDNN, parameters)) {
        float[][] expected = graph.of(images);
        compiled.prepare(IMAGES);
        float[][] found = compiled.of(images);
        for (int n = 0; n < IMAGES; n++) {
          assertThat(expected[n]).hasSize(3);
          assertThat(found[n]).containsExactly(expected[n], Offset.offset(rounding(expected[n])));
        }
      }
    }
  }

  /** The graph's batch is cut into pieces, whose sums may be added in another order. */
  private static float rounding(float[] logits) {
    float largest = 0;
    for (float logit : logits) {
      largest = Math.max(largest, Math.abs(logit));
    }
    return 2e-6f * largest;
  }

  /** With statistics and factors that differ, so that none can be taken for another. */
  private static Checkpoint checkpoint(String model, int side, int channels) {
    ModelOptions options =
        ModelOptions.of(Models.named(model), 3)
            .withImage(new ImageShape(side, side, channels))
            .withAuxiliaryHeads(false);
    ComputationGraph network =
        Models.network(Models.named(model), options, Execution.on(Engine.ONEDNN), 1);
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      String name = parameter.getKey().substring(parameter.getKey().lastIndexOf('_') + 1);
      double least =
          switch (name) {
            case "gamma" -> 0.5;
            case "var" -> 1;
            default -> 0;
          };
      if (!name.equals("W")) {
        INDArray values = parameter.getValue();
        values.assign(Nd4j.rand(values.shape()).muli(0.2).addi(least));
      }
    }
    return new Checkpoint(
        network,
        TrainingState.start(),
        new ModelCard(
            model,
            options,
            new Preprocessing(side, side, channels, Resize.SQUASH, Scale.UNIT),
            List.of("cat", "dog", "cow"),
            null,
            "animals"));
  }

  private static FloatBuffer images(int values) {
    FloatBuffer images =
        ByteBuffer.allocateDirect(values * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < values; i++) {
      images.put(i, random.nextFloat());
    }
    return images;
  }

  @ParameterizedTest
  @CsvSource({
    "'\"kernelSize\":5', '\"kernelSize\":7'",
    "'\"paddingBottom\":2', '\"paddingBottom\":3'",
    "'\"stride\":1', '\"stride\":2'",
    "'\"nout\":6', '\"nout\":7'",
    "'\"biased\":true', '\"biased\":false'",
    "'\"activation\":\"RELU\"', '\"activation\":\"RELU6\"'",
    "'[\"c1\"]', '[\"image\"]'",
    "'org.dl4jzoo.zoo.layer.ConvBlock', 'org.deeplearning4j.nn.conf.layers.ConvolutionLayer'"
  })
  void another_network_than_the_cards_is_left_to_deeplearning4j(String part, String other)
      throws IOException {
    Checkpoint lenet = HostileCheckpointTest.lenet(Engine.ONEDNN);
    String whole = Checkpoint.JSON.readTree(lenet.network().getConfiguration().toJson()).toString();
    assertThat(whole).contains(part);
    assertThat(ParameterOrder.of(tree(whole), lenet.card())).isPresent();

    assertThat(ParameterOrder.of(tree(whole.replace(part, other)), lenet.card())).isEmpty();
  }

  private static JsonNode tree(String json) throws IOException {
    return Checkpoint.JSON.readTree(json);
  }

  @Test
  void weights_without_hashes_and_other_engines_are_left_to_deeplearning4j() throws IOException {
    Path file = folder.resolve("best.zip");
    HostileCheckpointTest.lenet(Engine.ONEDNN).write(file);
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.parameters(Engine.ONEDNN)).isPresent();
      assertThat(weights.parameters(Engine.ND4J)).isEmpty();
    }
    HostileCheckpointTest.lenet(Engine.STOCK).write(file);
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.parameters(Engine.ONEDNN)).isEmpty();
    }
    HostileCheckpointTest.lenet(Engine.ONEDNN).write(file);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      DamagedCheckpointTest.withoutHashes(zip);
    }
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.parameters(Engine.ONEDNN)).isEmpty();
    }
  }
}
