package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.LayerRates;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Steps one after another on a device with memory of its own, against oneDNN. */
class DeviceTrainingTest {

  private static final int STEPS = 10;
  private static final double LOSS_TOLERANCE = 1e-4;
  private static final double PARAMETER_TOLERANCE = 1e-3;
  private static final double LOGIT_TOLERANCE = 1e-4;

  /** By what changed, and so stricter than by the parameters. */
  private static final double CHANGE_TOLERANCE = 1e-3;

  /** Deeper networks enlarge the rounding of each step. */
  private static final double CHANGE_TOLERANCE_OF_DEEP = 1e-2;

  /**
   * The shallowest network with batch norm, at a rate that halves the loss; with {@code
   * -Dzoo.every-network=true} all there are, which takes an hour in plain loops. {@link
   * DeviceStepTest} has single steps of more.
   */
  static Stream<String> models() {
    return Boolean.getBoolean("zoo.every-network")
        ? Models.names().stream()
        : Stream.of("resnet18");
  }

  /** The device is checked to read nothing that was not written, and to write where it may. */
  @ParameterizedTest
  @MethodSource("models")
  void ten_steps_have_losses_and_parameters_of_onednn(String model) {
    Steps steps = Steps.of(model);
    OptionsOf options = SmallGraphs.options(model);
    compare(
        steps.size() == Steps.SMALLEST ? options : options.size(steps.size()),
        TrainingSettings.of(Optimizer.SGD, steps.learningRate()),
        steps.changeTolerance());
    // VGG's 130 million parameters, several times over, aren't known to Java's collector.
    Nd4j.getMemoryManager().invokeGc();
  }

  /**
   * Steps that keep networks away from kinks, where rounding opens a rectifier on one side only.
   *
   * @param models the pattern of their names; the first that matches counts
   * @param size of images in pixels, or 0 for the smallest: norms want more, to see more than four
   *     values, and AlexNet's smallest opens a unit of {@code fc7}
   * @param changeTolerance of what changed of each layer
   */
  private record Steps(String models, int size, double learningRate, double changeTolerance) {

    private static final int SMALLEST = 0;

    private static final List<Steps> OF_NETWORKS =
        List.of(
            new Steps("lenet5|googlenet", SMALLEST, 1e-3, CHANGE_TOLERANCE),
            new Steps("resnet18|densenet121", 64, 1e-3, CHANGE_TOLERANCE),
            new Steps("mobilenetv2", 64, 1e-3, CHANGE_TOLERANCE_OF_DEEP),
            new Steps("alexnet", 95, 1e-5, CHANGE_TOLERANCE_OF_DEEP),
            new Steps("vgg\\d+", SMALLEST, 1e-5, CHANGE_TOLERANCE_OF_DEEP),
            new Steps(".*", 64, 1e-4, CHANGE_TOLERANCE_OF_DEEP));

    static Steps of(String model) {
      return OF_NETWORKS.stream().filter(it -> model.matches(it.models)).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_optimizer_has_the_parameters_of_onednn(Optimizer optimizer) {
    TrainingSettings plain = TrainingSettings.of(optimizer, 1e-4);
    TrainingSettings settings =
        new TrainingSettings(
            optimizer,
            plain.learningRate(),
            new LayerRates(0.5, 0.5),
            0.01,
            plain.execution(),
            plain.memory());
    compare(SmallGraphs.options("lenet5"), settings, CHANGE_TOLERANCE);
  }

  /** Steps are much shorter than with the gradients as they are, so another norm would be seen. */
  @Test
  void gradients_are_clipped_alike() {
    TrainingSettings plain = TrainingSettings.of(Optimizer.SGD, 0.01);
    compare(SmallGraphs.options("lenet5"), plain.clippedTo(0.1), CHANGE_TOLERANCE);
  }

  private static void compare(
      OptionsOf options, TrainingSettings settings, double changeTolerance) {
    RecordingDevice device = new RecordingDevice(new HostDevice());
    try (TwoTrainings trainings = new TwoTrainings(options, settings, graph -> {}, device)) {
      INDArray begin = SmallGraphs.awayFromKinks(trainings.expected());
      trainings.begin(begin);
      INDArray targets = RandomArrays.labels(SmallGraphs.BATCH, options.options().classes());
      for (int step = 0; step < STEPS; step++) {
        INDArray images = SmallGraphs.images(options, SmallGraphs.BATCH).addi(0.1 * step);
        device.forget();
        TwoTrainings.Losses losses = trainings.step(images, targets);
        // For the logits, and where gradients are clipped for their norm.
        assertThat(device.traffic().waits()).isEqualTo(settings.clipNorm() > 0 ? 2 : 1);
        if (settings.weightDecay() == 0) {
          assertThat(losses.actual())
              .as("loss of step " + step)
              .isCloseTo(losses.expected(), within(LOSS_TOLERANCE * losses.expected()));
        }
      }
      trainings.bring();
      assertThat(trainings.actual().getIterationCount()).isEqualTo(STEPS);
      INDArray parameters = trainings.expected().params();
      // Not compared on Java's heap, as VGG has 130 million.
      double distance = trainings.actual().params().distance2(parameters);
      assertThat(distance / parameters.norm2Number().doubleValue()).isLessThan(PARAMETER_TOLERANCE);
      trainings.assertSameLogits(SmallGraphs.images(options, SmallGraphs.BATCH), LOGIT_TOLERANCE);
      assertThat(LayerChanges.errors(trainings.actual(), trainings.expected(), begin))
          .as("errors of the change")
          .allSatisfy((layer, error) -> assertThat(error).isLessThan(changeTolerance));
    }
    assertThat(device.held()).isZero();
  }

  /** One step of three batches is one step of a batch of all their images. */
  @Test
  void several_batches_make_a_step() {
    OptionsOf options = SmallGraphs.options("lenet5");
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 1e-2);
    INDArray images = SmallGraphs.images(options, 9);
    INDArray targets = RandomArrays.labels(9, options.options().classes());
    try (TwoTrainings trainings = new TwoTrainings(options, settings, configuration -> {})) {
      trainings.fit(images, targets);
      GraphOnDevice steps = trainings.device();
      for (int batch = 0; batch < 3; batch++) {
        INDArrayIndex part = NDArrayIndex.interval(3 * batch, 3 * batch + 3);
        steps.learn(images.get(part), targets.get(part), 1, batch == 2);
      }
      trainings.bring();
      assertThat(trainings.actual().getIterationCount()).isEqualTo(1);
      assertClose("parameters", trainings.actual().params(), trainings.expected().params(), 1e-6);
    }
  }
}
