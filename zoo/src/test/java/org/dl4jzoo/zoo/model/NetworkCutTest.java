package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class NetworkCutTest {

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2, classifier, pool",
    "mobilenetv2, head, stage7.block1.project",
    "mobilenetv2, stage5, stage4.block4",
    "resnet18, conv5, conv4.block2",
    "densenet121, block4, transition3.pool",
    "googlenet, inception5a, pool4",
    "googlenet-bn, classifier, pool5",
    "vgg11, fc2, fc1",
    "alexnet, fc7, fc6",
    "lenet5, f6, c5",
  })
  void both_parts_one_after_the_other_are_the_whole(String model, String stage, String boundary) {
    ComputationGraph whole = SmallGraphs.graph(model);
    INDArray images = SmallGraphs.batch(model, whole).getFeatures(0);
    INDArray expected = whole.outputSingle(images).dup();

    NetworkCut cut = NetworkCut.before(stage, whole);

    assertThat(cut.boundary()).isEqualTo(boundary);
    assertThat(cut.backbone().numParams() + cut.rest().numParams()).isEqualTo(whole.numParams());
    INDArray across = cut.backbone().outputSingle(images).dup();
    assertThat(across.rank()).as("dimensions, whatever the layout inside").isIn(2, 4);
    // The layout of the maps may differ, and with it the order of sums.
    assertClose("output", cut.rest().outputSingle(across), expected, 1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenetv2, classifier",
    "resnet18, conv5",
    "densenet121, block4",
    "googlenet, inception5a",
    "alexnet, fc7",
    "lenet5, f6",
  })
  void the_first_part_runs_on_the_device_of_the_process(String model, String stage) {
    ComputationGraph whole = SmallGraphs.graph(model);
    whole.fit(SmallGraphs.batch(model, whole)); // so that running statistics aren't 0 and 1
    INDArray images = SmallGraphs.batch(model, whole).getFeatures(0);
    NetworkCut cut = NetworkCut.before(stage, whole);
    INDArray expected = cut.backbone().outputSingle(images).dup();
    OptionsOf options = SmallGraphs.options(model);
    Net net = Models.net(options.architecture(), options.options());
    try (Device device = new HostDevice()) {
      CurrentDevice.choose(List.of(() -> device));
      long free = device.memory().available();
      try (Inference part = Inference.part(cut.backbone(), () -> net)) {
        assertClose("features", part.of(images), expected, 1e-4);
        assertThat(device.memory().available()).as("memory left").isLessThan(free);
      }
      assertThat(device.memory().available()).as("memory left in the end").isEqualTo(free);
    } finally {
      CurrentDevice.choose(List.of());
    }
  }

  @Test
  void what_the_rest_learns_is_in_the_whole_and_nothing_else_changes() {
    ComputationGraph whole = SmallGraphs.graph("mobilenetv2");
    MultiDataSet batch = SmallGraphs.batch("mobilenetv2", whole);
    NetworkCut cut = NetworkCut.before("stage6", whole);
    Training.prepare(cut.rest(), TrainingSettings.of(Optimizer.ADAM, SmallGraphs.LEARNING_RATE));
    float[] before = whole.params().dup().toFloatVector();
    INDArray across = cut.backbone().outputSingle(batch.getFeatures(0)).dup();

    cut.rest().fit(new INDArray[] {across}, batch.getLabels());

    int frozen = (int) cut.backbone().numParams();
    float[] after = whole.params().toFloatVector();
    assertThat(Arrays.copyOf(after, frozen)).isEqualTo(Arrays.copyOf(before, frozen));
    assertThat(after[frozen]).isNotEqualTo(before[frozen]);
    assertThat(Arrays.copyOfRange(after, frozen, after.length))
        .isEqualTo(cut.rest().params().dup().toFloatVector());
    INDArray output = whole.outputSingle(batch.getFeatures(0));
    assertClose("output", output, cut.rest().outputSingle(across), 1e-5);
  }

  @Test
  void an_unknown_stage_is_refused_with_the_ones_there_are() {
    ComputationGraph whole = SmallGraphs.graph("resnet18");

    assertThatThrownBy(() -> NetworkCut.before("stage5", whole))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "there is no stage 'stage5' to begin with; there are conv2, conv3, conv4, conv5,"
                + " classifier");
  }
}
