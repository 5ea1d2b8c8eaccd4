package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

  /** Operations in float64 take about a second for an image. */
  private static final int EXACT_IMAGES = 3;

  /** As far from float64's logits as rounding in float32 takes the graph of any network. */
  private static final double EXACT = 4e-6;

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
      ComputationGraph exact = SmallGraphs.exact(options, graph.params());
      try (Inference compiled = Inference.logits(graph, net(options))) {
        for (int count : LARGE && size == own ? new int[] {1, 3, 32} : new int[] {1, 3}) {
          INDArray images = SmallGraphs.images(options, count);
          String what = "%s, %d pixels, %d images".formatted(model, size, count);
          INDArray some = first(images, Math.min(count, EXACT_IMAGES));
          compare(what, compiled.of(images), Logits.of(graph, images), oneByOne(exact, some));
        }
      }
      graph.params().close();
      exact.params().close();
      // Float64's working memory, of a gigabyte with VGG, would stay with this thread.
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  private static INDArray first(INDArray rows, long count) {
    return rows.get(NDArrayIndex.interval(0, count));
  }

  /** The operations in float64 would take gigabytes for a batch. */
  private static INDArray oneByOne(ComputationGraph network, INDArray images) {
    return Nd4j.vstack(
        LongStream.range(0, images.size(0))
            .mapToObj(i -> images.get(NDArrayIndex.interval(i, i + 1)).castTo(DataType.DOUBLE))
            .map(image -> Logits.of(network, image))
            .toArray(INDArray[]::new));
  }

  /** Compiled logits are the graph's, and as near as the graph's are to what both of them round. */
  private static void compare(String what, INDArray compiled, INDArray graph, INDArray exact) {
    double apart = share(compiled, graph.castTo(DataType.DOUBLE));
    double rounded = share(first(compiled, exact.size(0)), exact);
    double graphRounded = share(first(graph, exact.size(0)), exact);
    System.out.printf(
        "%s: %.1e apart; from float64 %.1e, the graph's %.1e%n",
        what, apart, rounded, graphRounded);
    assertClose(what, compiled, graph, TOLERANCE);
    assertThat(rounded).as(what).isLessThan(Math.max(EXACT, 2 * graphRounded));
  }

  /** The largest difference, of the largest logit. */
  private static double share(INDArray logits, INDArray truth) {
    INDArray difference = logits.castTo(DataType.DOUBLE).subi(truth);
    return difference.amaxNumber().doubleValue() / truth.amaxNumber().doubleValue();
  }

  private static Net net(OptionsOf options) {
    return Models.net(options.architecture(), options.options());
  }
}
