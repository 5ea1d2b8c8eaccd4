package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.device.DeviceRecord;
import org.dl4jzoo.zoo.device.RecordingDevice;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.GraphOnDevice;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The next batch is copied to a device while this one is computed. The device keeps a record, which
 * fails where a copy could meet what is read beside it.
 */
class NextBatchTest {

  private static final int[] SIZES = {4, 4, 6, 2, 4};
  private static final long IMAGE_BYTES = (long) Float.BYTES * 28 * 28;
  private static final long TARGET_BYTES = (long) Float.BYTES * SmallGraphs.CLASSES;

  private final OptionsOf options = SmallGraphs.options("lenet5");
  private final Net net = Models.net(options.architecture(), options.options());
  private final RecordingDevice device = new RecordingDevice(new HostDevice(1 << 28));
  private final RandomArrays random = new RandomArrays(1);

  @AfterEach
  void close() {
    device.close();
  }

  private ComputationGraph network() {
    ComputationGraph network =
        Models.network(
            options.architecture(), options.options(), Execution.on(Engine.fastest()), 1);
    Training.prepare(network, TrainingSettings.of(Optimizer.SGD, 1e-2));
    return network;
  }

  private List<TrainingBatch> batches() {
    List<TrainingBatch> batches = new ArrayList<>();
    for (int size : SIZES) {
      INDArray targets = RandomArrays.labels(size, SmallGraphs.CLASSES);
      batches.add(new TrainingBatch(random.normal(size, 28, 28, 1), targets));
    }
    return batches;
  }

  private static <T> Supplier<Optional<T>> after(List<T> all, int index) {
    return () -> all.stream().skip(index + 1).findFirst();
  }

  @Test
  void results_are_those_of_batches_copied_in_turn() {
    List<TrainingBatch> batches = batches();
    ComputationGraph inTurn = network();
    ComputationGraph ahead = network();
    try (GraphOnDevice expected = new GraphOnDevice(inTurn, net, device);
        GraphOnDevice actual = new GraphOnDevice(ahead, net, device)) {
      for (int i = 0; i < batches.size(); i++) {
        TrainingBatch batch = batches.get(i);
        boolean update = i != 1;
        INDArray logits = actual.learn(batch, i, update, after(batches, i));
        assertThat(logits).isEqualTo(expected.learn(batch, i, update, Optional::empty));
      }
      expected.bring();
      actual.bring();
      assertThat(ahead.params().toFloatVector()).isEqualTo(inTurn.params().toFloatVector());
    }
  }

  /** The logits and the gradient's norm are waited for together, and nothing else is. */
  @Test
  void a_step_copies_the_next_batch_before_it_waits() {
    List<TrainingBatch> batches = batches();
    try (GraphOnDevice steps = new GraphOnDevice(network(), net, device)) {
      for (int i = 0; i < 4; i++) {
        device.forget();
        steps.learn(batches.get(i), i, true, after(batches, i));
      }
      List<String> calls = device.names();
      int copied = calls.lastIndexOf("uploadAhead");
      assertThat(calls).startsWith("turn").doesNotContain("upload", "synchronize");
      assertThat(calls.subList(0, copied)).contains("multiplyBackWeights", "convolveBackWeights");
      assertThat(calls.subList(0, copied)).doesNotContain("squares", "download", "nesterov");
      assertThat(calls.subList(copied, calls.size())).containsOnlyOnce("squares", "download");
      assertThat(calls.subList(copied, calls.size())).doesNotContain("convolveBackWeights");
      long bytesUp = SIZES[4] * (IMAGE_BYTES + TARGET_BYTES);
      long bytesDown = Double.BYTES + SIZES[3] * TARGET_BYTES;
      assertThat(device.traffic()).isEqualTo(new DeviceRecord.Traffic(2, bytesUp, 1, bytesDown, 1));
      assertThat(steps.gradientNorm()).isPositive().isFinite();
    }
  }

  /** What decides about a step is waited for before it; the norms of all layers at once. */
  @Test
  void a_clipped_step_waits_twice() {
    ComputationGraph network = network();
    Training.prepare(network, TrainingSettings.of(Optimizer.SGD, 1e-2).clippedTo(0.1));
    try (GraphOnDevice steps = new GraphOnDevice(network, net, device)) {
      TrainingBatch batch = batches().get(0);
      device.forget();
      steps.learn(batch, 1, true, Optional::empty);
      assertThat(device.traffic().waits()).isEqualTo(2);
    }
  }

  /** Another batch than was announced is copied when it comes. */
  @Test
  void what_was_announced_need_not_come() {
    List<TrainingBatch> batches = batches();
    ComputationGraph inTurn = network();
    ComputationGraph surprised = network();
    try (GraphOnDevice expected = new GraphOnDevice(inTurn, net, device);
        GraphOnDevice actual = new GraphOnDevice(surprised, net, device)) {
      for (int i : new int[] {0, 2, 3}) {
        expected.learn(batches.get(i), i, true, Optional::empty);
        actual.learn(batches.get(i), i, true, after(batches, i % 2));
      }
      expected.bring();
      actual.bring();
      assertThat(surprised.params().toFloatVector()).isEqualTo(inTurn.params().toFloatVector());
    }
  }

  @Test
  void inference_copies_the_next_images_before_it_waits() {
    ComputationGraph network = network();
    List<INDArray> images = batches().stream().map(TrainingBatch::input).toList();
    try (Inference inTurn = Inference.onDevice(network, net, net.logits(), device);
        Inference ahead = Inference.onDevice(network, net, net.logits(), device)) {
      for (int i = 0; i < images.size(); i++) {
        INDArray expected = inTurn.of(images.get(i));
        device.forget();
        assertThat(ahead.of(images.get(i), after(images, i))).isEqualTo(expected);
        boolean last = i == images.size() - 1;
        assertThat(device.names()).endsWith(last ? "activate" : "uploadAhead", "download");
        assertThat(device.names()).contains(i == 0 ? "upload" : "turn");
      }
      long logits = SIZES[4] * TARGET_BYTES;
      assertThat(device.traffic()).isEqualTo(new DeviceRecord.Traffic(0, 0, 1, logits, 1));
    }
  }
}
