package org.dl4jzoo.app.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A learner on a device against one on Deeplearning4j's graph. */
class DeviceLearnerTest {

  private static final double DECAY = 0.9;
  private static final int CLASSES = 3;

  private final ModelOptions options =
      ModelOptions.of(Models.named("resnet18"), CLASSES).withImage(new ImageShape(64, 64, 3));
  private final Net net = Models.net(Models.named("resnet18"), options);

  private ComputationGraph network() {
    ComputationGraph network =
        Models.network(Models.named("resnet18"), options, Execution.on(Engine.ONEDNN), 1);
    Training.prepare(network, TrainingSettings.of(Optimizer.SGD, 2e-7));
    return network;
  }

  @Test
  void parameters_average_logits_and_norms_are_those_of_the_graph() {
    INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 4, 64, 64, 3);
    INDArray targets = Nd4j.eye(CLASSES).getRows(0, 1, 2, 0);
    try (HostDevice device = new HostDevice();
        Learner expected = new GraphLearner(network(), () -> net, DECAY, null);
        Learner learner = new DeviceLearner(network(), net, List.of(device), false, DECAY, null)) {
      for (int step = 0; step < 3; step++) {
        INDArray logits = learner.learn(images, targets, step, step != 1);
        assertNear(logits, expected.learn(images, targets, step, step != 1));
      }
      assertThat(learner.gradientNorm())
          .as("norm, which ND4J sums up in float32")
          .isCloseTo(expected.gradientNorm(), within(0.02 * expected.gradientNorm()));
      assertThat(learner.isFinite()).isTrue();
      assertThat(learner.network().getIterationCount()).isEqualTo(2);
      assertNear(learner.logits(images), expected.logits(images));
      learner.bring();
      assertNear(learner.network().params(), expected.network().params());
      assertNear(learner.average(), expected.average());
      learner.withAverage(
          () ->
              expected.withAverage(
                  () -> assertNear(learner.logits(images), expected.logits(images))));
      assertNear(learner.network().params(), expected.network().params());
    }
  }

  /**
   * The first step of Nesterov's momentum 0.9 is 1.9 times rate and gradient, and the gradient of
   * two batches of 4 images has the norm that it is clipped to.
   */
  @Test
  void the_gradient_of_a_step_of_several_batches_is_clipped() {
    INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 4, 28, 28, 1);
    INDArray targets = Nd4j.eye(CLASSES).getRows(0, 1, 2, 0);
    Architecture lenet = Models.named("lenet5");
    ModelOptions small = ModelOptions.of(lenet, CLASSES);
    double[] moved = new double[2];
    try (HostDevice device = new HostDevice();
        Learner graph =
            new GraphLearner(
                clippedTo(1e-3, lenet, small), () -> Models.net(lenet, small), 0, null);
        Learner onDevice =
            new DeviceLearner(
                clippedTo(1e-3, lenet, small),
                Models.net(lenet, small),
                List.of(device),
                false,
                0,
                null)) {
      List<Learner> learners = List.of(graph, onDevice);
      for (int i = 0; i < learners.size(); i++) {
        Learner learner = learners.get(i);
        INDArray before = learner.network().params().dup();
        learner.learn(images, targets, 1, false);
        learner.learn(images, targets, 2, true);
        learner.bring();
        moved[i] = before.distance2(learner.network().params());
        assertThat(learner.gradientNorm()).as("before it is clipped").isGreaterThan(0.01);
      }
    }
    assertThat(moved[0]).isCloseTo(1.9 * 10 * 1e-3, within(2e-5));
    assertThat(moved[1]).isCloseTo(1.9 * 10 * 1e-3, within(2e-5));
  }

  private static ComputationGraph clippedTo(double norm, Architecture of, ModelOptions options) {
    ComputationGraph network = Models.network(of, options, Execution.on(Engine.ONEDNN), 1);
    Training.prepare(network, TrainingSettings.of(Optimizer.SGD, 10).clippedTo(norm));
    return network;
  }

  /** As when a run of one backend is resumed on the other. */
  @Test
  void a_device_goes_on_where_the_graph_stopped_and_the_graph_where_the_device_did() {
    INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 4, 64, 64, 3);
    INDArray targets = Nd4j.eye(CLASSES).getRows(0, 1, 2, 0);
    ComputationGraph expected = network();
    ComputationGraph inTurns = network();
    try (HostDevice device = new HostDevice()) {
      for (int step = 0; step < 3; step++) {
        try (Learner always = new GraphLearner(expected, () -> net, 0, null);
            Learner now =
                step == 1
                    ? new DeviceLearner(inTurns, net, List.of(device), false, 0, null)
                    : new GraphLearner(inTurns, () -> net, 0, null)) {
          always.learn(images, targets, step, true);
          now.learn(images, targets, step, true);
          now.bring();
        }
      }
    }
    assertThat(inTurns.getIterationCount()).isEqualTo(3);
    // A rectifier whose input is 0 but for rounding opens on one side only, which gradients show
    // (2.4e-3 with AVX2); momentum that was lost on the way would be a difference of its own size.
    assertNear(
        inTurns.getUpdater().getStateViewArray(), expected.getUpdater().getStateViewArray(), 1e-2);
    assertNear(inTurns.params(), expected.params());
  }

  /** A few images less leave room for what gradients of the other device are copied into. */
  @Test
  void a_part_of_a_batch_that_does_not_fit_is_refused_with_the_batch_that_does() {
    INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 800, 28, 28, 1);
    INDArray targets = Nd4j.zeros(800, CLASSES);
    try (HostDevice large = new HostDevice();
        HostDevice little = new HostDevice(8 << 20);
        Learner learner = lenet(large, little)) {
      UsageException refused =
          catchThrowableOfType(UsageException.class, () -> learner.learn(images, targets, 1, true));
      assertThat(refused)
          .hasMessageStartingWith("a batch of 800 images takes ")
          .hasMessageContaining("of each of the 2 GPUs, one of which has ");
      int fits = told(refused);
      assertThat(fits).isEven().isBetween(100, 700);
      INDArrayIndex fewer = NDArrayIndex.interval(0, fits - 20);
      INDArray logits = learner.learn(images.get(fewer), targets.get(fewer), 1, true);
      assertThat(logits.size(0)).isEqualTo(fits - 20);
    }
  }

  /** Memory is used up by the maps, or by what comes beside them when they are there. */
  @Test
  void whatever_memory_is_lacking_for_the_batch_that_is_told_fits() {
    INDArray images = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 200, 28, 28, 1);
    INDArray targets = Nd4j.zeros(200, CLASSES);
    int refusals = 0;
    for (long bytes = 6 << 20; bytes < 14 << 20; bytes += 200_000) {
      try (HostDevice device = new HostDevice(bytes);
          Learner learner = lenet(device)) {
        learner.learn(images, targets, 1, true);
      } catch (UsageException refused) {
        refusals++;
        assertLearns(bytes, told(refused));
      }
    }
    assertThat(refusals).isBetween(5, 35);
  }

  private static Learner lenet(Device... devices) {
    Architecture lenet = Models.named("lenet5");
    ModelOptions small = ModelOptions.of(lenet, CLASSES);
    return new DeviceLearner(
        clippedTo(1, lenet, small), Models.net(lenet, small), List.of(devices), false, 0, null);
  }

  private static int told(UsageException refused) {
    return Integer.parseInt(refused.getMessage().replaceFirst(".*--batch-size (\\d+) fits$", "$1"));
  }

  private static void assertLearns(long bytes, int batch) {
    INDArray images = Nd4j.rand(DataType.FLOAT, batch, 28, 28, 1);
    try (HostDevice device = new HostDevice(bytes);
        Learner learner = lenet(device)) {
      assertThat(learner.learn(images, Nd4j.zeros(batch, CLASSES), 1, true).size(0))
          .isEqualTo(batch);
    }
  }

  private static void assertNear(INDArray actual, INDArray expected) {
    assertNear(actual, expected, 1e-3);
  }

  private static void assertNear(INDArray actual, INDArray expected, double tolerance) {
    double largest = expected.amaxNumber().doubleValue();
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance * largest);
  }
}
