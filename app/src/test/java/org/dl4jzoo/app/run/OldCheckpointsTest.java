package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.training.OnePassUpdater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checkpoints that an older build wrote: they answer as they did then and train on as they did
 * then. The README beside them says how they came about.
 */
class OldCheckpointsTest {

  private static final int IMAGES = 4;

  /** Of probabilities and losses of about 1: what float32 and another order of sums leave. */
  private static final double TOLERANCE = 1e-5;

  private static final List<String> NAMES =
      List.of(
          "lenet5",
          "alexnet",
          "vgg-bn",
          "googlenet",
          "googlenet-bn",
          "resnet",
          "densenet",
          "mobilenetv2",
          "resnet-stock",
          "lenet5-run");

  static Stream<Arguments> checkpoints() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(Engine.ONEDNN, Engine.ND4J).map(engine -> Arguments.of(name, engine)));
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void an_old_checkpoint_answers_and_trains_on_as_it_did_when_it_was_written(
      String name, Engine engine) throws Exception {
    Checkpoint checkpoint = Checkpoint.read(resource(name + ".zip"));
    ComputationGraph network = checkpoint.network();
    Execution execution = Execution.on(engine);
    execution.install(network);
    INDArray images = images(checkpoint.card().preprocessing());

    double[] outputs = network.output(images)[0].data().asDouble();

    assertThat(outputs).containsExactly(told(name, "output"), within(TOLERANCE));
    OnePassUpdater.install(network, execution.kernels(DataType.FLOAT));
    assertThat(losses(network, images, checkpoint.card().labels().size(), 2))
        .containsExactly(told(name, "losses"), within(TOLERANCE));
  }

  /** The losses of further steps; the second tells whether the first changed the weights alike. */
  private static double[] losses(
      ComputationGraph network, INDArray images, int classes, int steps) {
    INDArray[] labels = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(labels, labels(classes));
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      Nd4j.getRandom().setSeed(7); // of dropout
      network.fit(new INDArray[] {images}, labels);
      losses[step] = network.score();
    }
    return losses;
  }

  /** [N,H,W,C]; the sine of each value's place in the array. */
  private static INDArray images(Preprocessing image) {
    float[] values = new float[IMAGES * image.height() * image.width() * image.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    return Nd4j.createFromArray(values)
        .reshape(IMAGES, image.height(), image.width(), image.channels());
  }

  /** [N,classes]; the classes in turn. */
  private static INDArray labels(int classes) {
    int[] ofImages = IntStream.range(0, IMAGES).map(n -> n % classes).toArray();
    return Nd4j.eye(classes).castTo(Nd4j.defaultFloatingPointType()).getRows(ofImages);
  }

  /** The numbers after a word in the text beside the checkpoint, all of its lines in a row. */
  private static double[] told(String name, String word) throws Exception {
    return Files.readAllLines(resource(name + ".txt")).stream()
        .map(line -> line.split(" "))
        .filter(fields -> fields[0].equals(word))
        .flatMap(fields -> Arrays.stream(fields).skip(1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static Path resource(String name) throws IOException, URISyntaxException {
    return Path.of(OldCheckpointsTest.class.getResource("/checkpoints/" + name).toURI());
  }
}
