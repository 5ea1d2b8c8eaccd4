package org.dl4jzoo.app.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a learner says of images while its network's parameters change, against the graph. */
class GraphLearnerTest {

  private static final double DECAY = 0.9;

  /**
   * Maps may lie otherwise than in the graph, and norms of four values enlarge what is rounded. A
   * step changes a thousandth, which is checked.
   */
  private static final double TOLERANCE = 1e-5;

  private final Architecture architecture = Models.named("mobilenetv2");
  private final ModelOptions options =
      ModelOptions.of(architecture, 3).withImage(new ImageShape(32, 32, 3));
  private final Net net = Models.net(architecture, options);
  private final INDArray images =
      Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(1), 4, 32, 32, 3);
  private final INDArray targets = Nd4j.eye(3).getRows(0, 1, 2, 0);

  private ComputationGraph network(Engine engine) {
    ComputationGraph network = Models.network(architecture, options, Execution.on(engine), 1);
    Training.prepare(network, TrainingSettings.of(Optimizer.ADAM, 1e-3));
    return network;
  }

  @ParameterizedTest
  @EnumSource(names = {"ONEDNN", "ND4J"})
  void logits_follow_every_step_and_the_average(Engine engine) {
    ComputationGraph network = network(engine);
    try (Learner learner = new GraphLearner(network, () -> net, DECAY, null)) {
      assertFollows(learner, network, images);
    }
  }

  /** With maps, and with vectors, between the parts. */
  @ParameterizedTest
  @ValueSource(strings = {"stage6", "classifier"})
  void so_do_those_of_a_part(String stage) {
    NetworkCut cut = NetworkCut.before(stage, network(Engine.ONEDNN));
    Training.prepare(cut.rest(), TrainingSettings.of(Optimizer.ADAM, 1e-3));
    try (Learner learner = new GraphLearner(cut.rest(), () -> net, DECAY, null)) {
      INDArray features = cut.backbone().output(false, images)[0];
      assertFollows(learner, cut.rest(), features);
    }
  }

  private void assertFollows(Learner learner, ComputationGraph network, INDArray batch) {
    INDArray before = learner.logits(batch);
    for (int step = 0; step < 3; step++) {
      learner.learn(batch, targets, step, step != 1);
      learner.withAverage(
          () -> assertNear(learner.logits(batch), Logits.of(network, batch), TOLERANCE));
      INDArray now = learner.logits(batch);
      assertNear(now, Logits.of(network, batch), TOLERANCE);
      assertNear(learner.logits(batch), now, 0);
    }
    double change = learner.logits(batch).distance2(before);
    assertThat(change).isGreaterThan(1e-3 * before.norm2Number().doubleValue());
  }

  private static void assertNear(INDArray actual, INDArray expected, double tolerance) {
    double largest = expected.amaxNumber().doubleValue();
    double difference = actual.sub(expected).amaxNumber().doubleValue();
    assertThat(difference).isLessThanOrEqualTo(tolerance * largest);
  }
}
