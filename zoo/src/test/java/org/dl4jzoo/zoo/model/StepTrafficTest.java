package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.dl4jzoo.zoo.device.DeviceRecord;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step copies its batches to the device and their logits back, the last with the gradient's norm,
 * and waits for these alone, whatever else belongs to it; all that was allocated is freed.
 */
class StepTrafficTest {

  /** Of a batch's targets, or its logits. */
  private static final long BYTES_OF_CLASSES =
      (long) Float.BYTES * SmallGraphs.BATCH * SmallGraphs.CLASSES;

  /** A batch brings the seed. */
  @Test
  void dropout_is_drawn_on_the_device() {
    assertTraffic(SmallGraphs.options("lenet5").dropout(0.5), true, configuration -> {});
  }

  @Test
  void running_statistics_stay_on_the_device() {
    assertTraffic(SmallGraphs.options("mobilenetv2").size(64), false, configuration -> {});
  }

  @Test
  void fixed_statistics_are_folded_on_the_device() {
    assertTraffic(SmallGraphs.options("resnet18"), false, FusedLayer::fixStatistics);
  }

  /**
   * Two batches make the step, and the average of the weights follows it.
   *
   * @param seeded whether a batch brings a seed
   */
  private static void assertTraffic(
      OptionsOf options, boolean seeded, Consumer<ComputationGraphConfiguration> change) {
    TrainingSettings settings = TrainingSettings.of(Optimizer.ADAMW, 1e-3);
    INDArray images = SmallGraphs.images(options, SmallGraphs.BATCH);
    INDArray targets = RandomArrays.labels(SmallGraphs.BATCH, SmallGraphs.CLASSES);
    RecordingDevice device = new RecordingDevice(new HostDevice());
    try (TwoTrainings trainings = new TwoTrainings(options, settings, change, device)) {
      GraphOnDevice steps = trainings.device();
      INDArray average = trainings.actual().params().dup();
      steps.learn(images, targets, 0, true);
      steps.follow(0.9, average);
      device.forget();

      steps.learn(images, targets, 1, false);
      steps.learn(images, targets, 2, true);
      steps.follow(0.9, average);

      long batchBytes = Float.BYTES * images.length() + BYTES_OF_CLASSES;
      long bytesUp = 2 * (batchBytes + (seeded ? Long.BYTES : 0));
      long bytesDown = 2 * BYTES_OF_CLASSES + Double.BYTES;
      assertThat(device.traffic())
          .isEqualTo(new DeviceRecord.Traffic(seeded ? 6 : 4, bytesUp, 2, bytesDown, 2));
    }
    assertThat(device.held()).isZero();
  }
}
