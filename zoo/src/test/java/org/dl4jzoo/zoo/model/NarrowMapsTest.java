package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trainings on a device that stores maps with half as many bits, beside oneDNN's in float32. Each
 * rounding to bfloat16 is 2^-9 of a value at most, one to half precision 2^-12; the bounds of
 * losses and logits are some tens of them, as many as a step has layers.
 */
class NarrowMapsTest {

  private static final int STEPS = 5;
  private static final double BFLOAT16_BOUND = 0.05;
  private static final double FLOAT16_BOUND = 0.02;

  @ParameterizedTest
  @CsvSource({
    "lenet5, 28, BFLOAT16",
    "lenet5, 28, FLOAT16",
    "resnet18, 64, BFLOAT16",
    "mobilenetv2, 64, FLOAT16"
  })
  void losses_are_those_of_float32_but_for_rounding(String model, int size, MapType maps) {
    double bound = maps == MapType.BFLOAT16 ? BFLOAT16_BOUND : FLOAT16_BOUND;
    OptionsOf options = SmallGraphs.options(model).size(size);
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 1e-3);
    RecordingDevice device = new RecordingDevice(new HostDevice(maps));
    try (TwoTrainings trainings = new TwoTrainings(options, settings, graph -> {}, device)) {
      trainings.begin(SmallGraphs.awayFromKinks(trainings.expected()));
      INDArray targets = RandomArrays.labels(SmallGraphs.BATCH, options.options().classes());
      for (int step = 0; step < STEPS; step++) {
        INDArray images = SmallGraphs.images(options, SmallGraphs.BATCH).addi(0.1 * step);
        TwoTrainings.Losses losses = trainings.step(images, targets);
        assertThat(losses.actual())
            .as("loss of step " + step)
            .isCloseTo(losses.expected(), within(bound * losses.expected()));
      }
      trainings.bring();
      assertThat(trainings.device().skipped()).isZero();
      trainings.assertSameLogits(SmallGraphs.images(options, 3), bound);
    }
  }

  /** Targets of 1000 make gradients that are halves only once the loss counts 64 times. */
  @Test
  void steps_whose_gradients_overflow_are_skipped_until_the_loss_is_scaled_less() {
    OptionsOf options = SmallGraphs.options("lenet5");
    TrainingSettings settings = TrainingSettings.of(Optimizer.SGD, 1e-5);
    HostDevice device = new HostDevice(MapType.FLOAT16);
    try (TwoTrainings trainings = new TwoTrainings(options, settings, graph -> {}, device)) {
      INDArray begin = trainings.actual().params().dup();
      INDArray images = SmallGraphs.images(options, 4);
      INDArray targets = RandomArrays.labels(4, options.options().classes()).mul(1000);
      GraphOnDevice steps = trainings.device();
      assertThat(steps.lossScale()).isEqualTo(256);
      for (int step = 0; step < 2; step++) {
        steps.learn(images, targets, step, true);
        assertThat(steps.gradientNorm()).isZero();
      }
      steps.bring();
      assertThat(trainings.actual().params()).isEqualTo(begin);
      assertThat(steps.lossScale()).isEqualTo(64);

      steps.learn(images, targets, 2, true);
      steps.bring();
      assertThat(steps.skipped()).isEqualTo(2);
      assertThat(steps.gradientNorm()).isPositive().isFinite();
      assertThat(trainings.actual().params()).isNotEqualTo(begin);
      assertThat(trainings.actual().getIterationCount()).isEqualTo(3);
    }
  }
}
