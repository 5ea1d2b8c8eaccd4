package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.compiled.Numeral;
import org.dl4jzoo.zoo.inference.CompiledLogits;
import org.dl4jzoo.zoo.inference.FlatWeights;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compiled networks at length, and at their own image sizes. {@code scripts/soak-inference.sh} runs
 * as much of it as takes minutes; a build, a little.
 */
class InferenceSoakTest {

  private static final int PREDICTIONS = Integer.getInteger("soak.predictions", 300);
  private static final int NETWORKS = Integer.getInteger("soak.networks", 12);
  private static final boolean LARGE = Boolean.getBoolean("soak.large");

  private static final int MOST_IMAGES = 8;

  /** What the system's allocator keeps differs by so much from time to time. */
  private static final long NOISE = 200L << 20;

  /** Of the logits; response norms, and sums of 25,088 products, round otherwise in the graph. */
  private static final double TOLERANCE = CompiledInferenceTest.LOOSE_TOLERANCE;

  /** Does something many times; the memory must not grow after the first quarter. */
  private static void assertFlat(String what, int times, IntConsumer work) {
    long afterFirst = 0;
    for (int i = 1; i <= times; i++) {
      work.accept(i);
      if (i % (times / 4) == 0) {
        long bytes = NativeMemory.bytes();
        System.out.printf("%s %d: %d MB%n", what, i, bytes >> 20);
        afterFirst = afterFirst == 0 ? bytes : afterFirst;
        assertThat(bytes - afterFirst).as("growth after %s %d", what, i).isLessThan(NOISE);
      }
    }
  }

  @Test
  void memory_is_flat_over_predictions_of_changing_sizes() {
    Random random = new Random(1);
    OptionsOf options = SmallGraphs.options("mobilenetv2");
    ComputationGraph graph = SmallGraphs.varied(options);
    List<INDArray> images =
        IntStream.rangeClosed(1, MOST_IMAGES)
            .mapToObj(count -> SmallGraphs.images(options, count))
            .toList();
    List<INDArray> truth = images.stream().map(batch -> Logits.of(graph, batch)).toList();
    try (Inference compiled = Inference.logits(graph, net(options))) {
      assertFlat(
          "prediction",
          PREDICTIONS,
          i -> {
            int size = random.nextInt(MOST_IMAGES);
            INDArray logits = compiled.of(images.get(size));
            if (i % 10 == 0) {
              assertClose("prediction " + i, logits, truth.get(size), TOLERANCE);
            }
            logits.close();
          });
    }
  }

  /** As a run is predicted with: parameters in one piece, and no graph. */
  @Test
  void memory_is_flat_over_networks_that_are_loaded_and_closed() {
    List<Net> nets =
        Stream.of("resnet18", "googlenet-bn", "densenet121", "mobilenetv2")
            .map(model -> net(SmallGraphs.options(model)))
            .toList();
    assertFlat("network", NETWORKS, i -> load(nets.get(i % nets.size()), 1 + i % 3));
  }

  private static void load(Net net, int images) {
    List<ParameterLayer> layers =
        net.nodes().stream().flatMap(node -> node.op().parameters(node).stream()).toList();
    Value image = net.image().value();
    long values = images * image.area() * image.channels();
    try (FloatPointer parameters = filled(FlatWeights.count(layers));
        FloatPointer pixels = filled(values);
        CompiledLogits compiled =
            new CompiledLogits(net, new FlatWeights(parameters, layers), Numeral.FLOAT)) {
      assertThat(compiled.of(pixels.asBuffer()).length).isEqualTo(images);
    }
  }

  /** Small numbers, which may be variances too. */
  private static FloatPointer filled(long length) {
    FloatPointer pointer = new FloatPointer(length);
    FloatBuffer values = pointer.asBuffer();
    while (values.hasRemaining()) {
      values.put(0.01f);
    }
    return pointer;
  }

  static Stream<String> models() {
    return LARGE ? Models.names().stream() : Stream.of("lenet5", "mobilenetv2");
  }

  /** At the image size of its own, and at the next larger one. */
  @ParameterizedTest
  @MethodSource("models")
  void every_network_gives_the_graphs_logits_at_its_own_size_and_at_an_odd_one(String model) {
    int own = Models.named(model).info().image().height();
    for (int size : model.equals("lenet5") ? new int[] {own} : new int[] {own, own + 1}) {
      OptionsOf options = OptionsOf.model(model).size(size).classes(5).dropout(0);
      ComputationGraph graph = SmallGraphs.varied(options);
      try (Inference compiled = Inference.logits(graph, net(options))) {
        for (int count : LARGE && size == own ? new int[] {1, 3, 32} : new int[] {1, 3}) {
          INDArray images = SmallGraphs.images(options, count);
          INDArray truth = Logits.of(graph, images);
          INDArray logits = compiled.of(images);
          double error = logits.sub(truth).amaxNumber().doubleValue();
          double share = error / truth.amaxNumber().doubleValue();
          System.out.printf("%s, %d pixels, %d images: %.1e%n", model, size, count, share);
          assertClose(model, logits, truth, TOLERANCE);
        }
      }
      graph.params().close();
    }
  }

  private static Net net(OptionsOf options) {
    return Models.net(options.architecture(), options.options());
  }
}
