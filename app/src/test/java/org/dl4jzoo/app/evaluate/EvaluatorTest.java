package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.inference.Inference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

class EvaluatorTest {

  /** A network without weights: what goes in are the logits that come out. */
  private static ComputationGraph echo(int classes) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.feedForward(classes))
                .addLayer(
                    "classifier",
                    new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "image")
                .setOutputs("classifier")
                .build());
    network.init();
    return network;
  }

  private static Batch batch(float[][] probabilities, int... labels) {
    INDArray oneHot = Nd4j.zeros(probabilities.length, probabilities[0].length);
    List<Example> examples =
        IntStream.range(0, labels.length)
            .mapToObj(n -> new Example(Path.of(n + ".jpg"), n + ".jpg", labels[n]))
            .toList();
    IntStream.range(0, labels.length).forEach(n -> oneHot.putScalar(n, labels[n], 1));
    INDArray logits = Transforms.log(Nd4j.createFromArray(probabilities));
    return new Batch(logits, oneHot, examples, 0);
  }

  private static EvaluationReport evaluate(List<String> classes, Batch... batches) {
    return Evaluator.evaluate(
        Inference.graphLogits(echo(classes.size())), classes, List.of(batches), Progress.NONE);
  }

  @Test
  void loss_accuracy_and_confusion_are_those_of_all_batches_together() {
    EvaluationReport report =
        evaluate(
            List.of("daisy", "rose"),
            batch(new float[][] {{0.5f, 0.5f}, {0.25f, 0.75f}}, 0, 0),
            batch(new float[][] {{0.125f, 0.875f}}, 1));

    assertThat(report.count()).isEqualTo(3);
    assertThat(report.top1()).isEqualTo(2.0 / 3);
    assertThat(report.top5()).isNull();
    assertThat(report.loss())
        .isCloseTo(-(Math.log(0.5) + Math.log(0.25) + Math.log(0.875)) / 3, within(1e-6));
    assertThat(report.confusion().counts()).containsExactly(List.of(1, 1), List.of(0, 1));
  }

  @Test
  void top_5_counts_images_whose_class_is_among_the_five_most_probable() {
    float[] falling = {0.3f, 0.25f, 0.2f, 0.12f, 0.08f, 0.05f};
    EvaluationReport report =
        evaluate(
            List.of("a", "b", "c", "d", "e", "f"),
            batch(new float[][] {falling, falling, falling, falling}, 0, 4, 5, 5));

    assertThat(report.top1()).isEqualTo(0.25);
    assertThat(report.top5()).isEqualTo(0.5);
  }

  @Test
  void the_most_confident_mistakes_come_first() {
    EvaluationReport report =
        evaluate(
            List.of("a", "b"),
            batch(new float[][] {{0.375f, 0.625f}, {0.25f, 0.75f}, {0.125f, 0.875f}}, 0, 0, 1));

    assertThat(report.worst())
        .containsExactly(
            new Mistake(Path.of("1.jpg"), 0, 1, 0.75f),
            new Mistake(Path.of("0.jpg"), 0, 1, 0.625f));
  }

  @Test
  void a_loss_is_not_clipped() {
    EvaluationReport report = evaluate(List.of("a", "b"), batch(new float[][] {{1, 1e-30f}}, 1));

    assertThat(report.loss()).isCloseTo(-Math.log(1e-30), within(1e-5));
  }

  @Test
  void a_network_that_diverged_is_named_as_such() {
    Batch diverged = batch(new float[][] {{Float.NaN, Float.NaN}}, 0);

    assertThatThrownBy(() -> evaluate(List.of("a", "b"), diverged))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "the network's output for 0.jpg is not a number: its training diverged; train again"
                + " with a lower learning rate");
  }
}
