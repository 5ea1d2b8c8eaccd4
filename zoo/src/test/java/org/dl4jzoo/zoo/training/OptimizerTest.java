package org.dl4jzoo.zoo.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One step with no gradient from the loss, so that only weight decay moves anything. */
class OptimizerTest {

  private static final double RATE = 0.1;
  private static final double DECAY = 0.5;

  /** Weight and bias, 2 and 1 before, after the step. */
  private static double[] afterOneStep(Optimizer optimizer) {
    ComputationGraph network = OneLayer.classifier(GradientNormalization.None);
    Training.prepare(
        network,
        new TrainingSettings(
            optimizer,
            LearningRateSchedule.constant(RATE),
            LayerRates.EQUAL,
            DECAY,
            Execution.on(Engine.fastest()),
            MemoryUse.NORMAL));
    network.setParam("classifier_W", Nd4j.createFromArray(new float[][] {{2, 2}}));
    network.setParam("classifier_b", Nd4j.createFromArray(new float[][] {{1, 1}}));
    // The classes are equally probable, as the target says: the loss has no gradient.
    INDArray input = Nd4j.createFromArray(new float[][] {{3}});
    INDArray target = Nd4j.createFromArray(new float[][] {{0.5f, 0.5f}});
    network.fit(new INDArray[] {input}, new INDArray[] {target});
    return new double[] {
      network.getParam("classifier_W").getDouble(0), network.getParam("classifier_b").getDouble(0)
    };
  }

  private static void assertStep(Optimizer optimizer, double weight) {
    double[] after = afterOneStep(optimizer);
    assertThat(after[0]).isCloseTo(weight, within(1e-5));
    assertThat(after[1]).as("bias").isEqualTo(1);
  }

  @Test
  void adamw_takes_rate_times_decay_from_the_weight() {
    assertStep(Optimizer.ADAMW, 2 - RATE * DECAY * 2);
  }

  @Test
  void sgd_adds_it_to_the_gradient_and_nesterov_looks_ahead() {
    assertStep(Optimizer.SGD, 2 - RATE * 1.9 * DECAY * 2);
  }

  @Test
  void adam_adds_it_to_the_gradient_so_the_first_step_is_the_rate() {
    assertStep(Optimizer.ADAM, 2 - RATE);
  }

  @Test
  void rmsprop_adds_it_to_the_gradient_so_the_first_step_is_rate_over_root_one_tenth() {
    assertStep(Optimizer.RMSPROP, 2 - RATE / Math.sqrt(0.1));
  }
}
