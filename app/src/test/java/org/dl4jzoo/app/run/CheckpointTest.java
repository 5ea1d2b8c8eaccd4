package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.training.LearningRateSchedule;
import org.dl4jzoo.zoo.training.Schedule;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class CheckpointTest {

  private static final INDArray IMAGES = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
  private static final INDArray LABELS = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});

  @TempDir Path folder;

  static ComputationGraph trained() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(new LearningRateSchedule(Schedule.COSINE, 0.1, 2, 10)))
                .graphBuilder()
                .addInputs("image")
                .addLayer(
                    "classifier",
                    new OutputLayer.Builder(new SoftmaxCrossEntropy()).nIn(2).nOut(2).build(),
                    "image")
                .setOutputs("classifier")
                .build());
    network.init();
    step(network);
    step(network);
    return network;
  }

  private static void step(ComputationGraph network) {
    network.fit(new INDArray[] {IMAGES}, new INDArray[] {LABELS});
  }

  static TrainingState state() {
    EpochMetrics epoch = new EpochMetrics(1, 2, 0.1, 0.7, 0.5, 0.6, 0.75, 30, 4, 1, 9, 0);
    TrainingState.Begun begun = new TrainingState.Begun(3, 1.5, 7, 24, 2, 0.25);
    return new TrainingState(1, begun, List.of(epoch));
  }

  static ModelCard card() {
    return new ModelCard(
        "mobilenetv2",
        ModelOptions.of(Models.named("mobilenetv2"), 2).withImage(new ImageShape(224, 192, 3)),
        new Preprocessing(224, 192, 3, Resize.CROP, Scale.TORCH),
        List.of("cat", "dog"),
        new WeightsInfo(
            "mobilenetv2",
            "torchvision",
            "PyTorch",
            "ab".repeat(32),
            224,
            InputScale.TORCH,
            ResizeRule.CROP,
            List.of("tench", "goldfish"),
            72.1,
            null),
        "tf_flowers");
  }

  @Test
  void what_has_to_be_known_to_use_the_network_is_in_the_file() {
    Path file = folder.resolve("last.zip");
    new Checkpoint(trained(), state(), card()).write(file);

    assertThat(Checkpoint.read(file).card()).isEqualTo(card());
    try (CheckpointWeights weights = CheckpointWeights.open(file)) {
      assertThat(weights.card()).isEqualTo(card());
    }
  }

  @Test
  void the_updater_of_a_part_comes_back_as_it_was_and_deeplearning4j_reads_the_network()
      throws IOException {
    Path file = folder.resolve("last.zip");
    ComputationGraph network = trained();
    INDArray average = Nd4j.createFromArray(new float[][] {{1, 2, 3}});
    INDArray updater = Nd4j.createFromArray(new float[][] {{4, 5}});
    new Checkpoint(network, state(), card(), average, updater).write(file);

    Checkpoint read = Checkpoint.read(file);

    assertThat(read.average()).isEqualTo(average);
    assertThat(read.partUpdater()).isEqualTo(updater);
    assertThat(ModelSerializer.restoreComputationGraph(file.toFile(), true).params())
        .isEqualTo(network.params());
  }

  @Test
  void network_updater_and_state_come_back_and_train_on_alike() {
    Path file = folder.resolve("last.zip");
    ComputationGraph network = trained();
    new Checkpoint(network, state(), card()).write(file);

    Checkpoint read = Checkpoint.read(file);

    assertThat(read.state()).isEqualTo(state());
    assertThat(read.network().getIterationCount()).isEqualTo(2);
    step(network);
    step(read.network());
    assertThat(read.network().params().toFloatVector()).isEqualTo(network.params().toFloatVector());
  }

  @Test
  void deeplearning4j_reads_it_too() throws IOException {
    Path file = folder.resolve("best.zip");
    ComputationGraph network = trained();
    new Checkpoint(network, state(), card()).write(file);

    ComputationGraph read = ModelSerializer.restoreComputationGraph(file.toFile(), true);

    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
  }

  @Test
  void as_weights_it_says_which_weights_it_was_made_from() {
    Path file = folder.resolve("last.zip");
    new Checkpoint(trained(), state(), card()).write(file);

    try (CheckpointWeights weights = CheckpointWeights.open(file, "mobilenetv2")) {
      assertThat(weights.info().source())
          .isEqualTo(
              "%s from torchvision (PyTorch, top-1 72.1 %%, sha256 %s)"
                  .formatted(folder.getFileName() + "/last.zip", "ab".repeat(32)));
    }
  }

  @Test
  void a_missing_file_is_named() {
    Path file = folder.resolve("last.zip");

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no checkpoint " + file);
  }

  @Test
  void a_model_of_another_program_is_refused() throws IOException {
    Path file = folder.resolve("last.zip");
    ModelSerializer.writeModel(trained(), file.toFile(), true);

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage("cannot read the checkpoint %s: it has no training.json".formatted(file));
  }

  @Test
  void a_card_from_before_it_named_its_data_is_read() throws IOException {
    Path file = DamagedCheckpointTest.writeWithCard(folder, ",\"data\":\"tf_flowers\"", "");

    ModelCard card = card();
    assertThat(Checkpoint.read(file).card())
        .isEqualTo(
            new ModelCard(
                card.model(),
                card.options(),
                card.preprocessing(),
                card.labels(),
                card.weights(),
                null));
  }
}
