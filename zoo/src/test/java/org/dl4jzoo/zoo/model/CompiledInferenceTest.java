package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.net.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compiled networks against the graphs that they were made of. */
class CompiledInferenceTest {

  /**
   * Of the largest value. With AVX2 and AVX-512 maps of some networks lie in blocks here and not in
   * the graph, or the other way round, and sums are made in another order: by 2e-6 for most
   * networks with AVX2, by which the graph with AVX2 differs from the one with SSE4.1 too, and by
   * up to 1.6e-6 with AVX-512.
   */
  private static final double TOLERANCE =
      switch (OnednnKernels.vectorLength()) {
        case 16 -> 2e-6;
        case 8 -> 1e-5;
        default -> 1e-6;
      };

  /**
   * oneDNN's response norm for inference rounds otherwise than the one for training, the graph's;
   * and VGG sums 25,088 products in an order that depends on the layout.
   */
  static final double LOOSE_TOLERANCE = 2 * TOLERANCE;

  private static final Execution ONEDNN = Execution.on(Engine.ONEDNN);

  /** Every network but the deeper ones of a table of which a shallow one is there. */
  static Stream<String> models() {
    return Models.names().stream()
        .filter(
            name -> !name.matches("resnet(34|101|152)|wide-.*|densenet(161|169|201)|vgg1[39].*"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_network_gives_the_graphs_outputs_for_batches_of_any_size(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph graph = SmallGraphs.varied(options);
    try (Inference compiled = Inference.output(graph, net(options))) {
      for (int examples : new int[] {3, 1, 32, 2, 3}) {
        INDArray images = SmallGraphs.images(options, examples);
        INDArray truth = graph.output(false, images)[0];
        double tolerance = model.matches("googlenet|vgg.*") ? LOOSE_TOLERANCE : TOLERANCE;
        assertClose("output of " + examples, compiled.of(images), truth, tolerance);
      }
    }
  }

  @Test
  void side_classifiers_are_left_out() {
    OptionsOf options = SmallGraphs.options("googlenet").auxiliaryHeads();
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    assertThat(graph.getNumOutputArrays()).isEqualTo(3);
    INDArray images = SmallGraphs.images(options, 2);
    try (Inference compiled = Inference.output(graph, net(options))) {
      INDArray truth = graph.output(false, images)[0];
      assertClose("output", compiled.of(images), truth, LOOSE_TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv-bn-relu", "residual", "dense-block", "blocks-of-channels"})
  void fixed_norms_are_those_of_the_graph(String block) {
    TinyNetwork network = TinyNetwork.named(block);
    ComputationGraph graph = network.graph(Engine.ONEDNN, DataType.FLOAT, true);
    graph.fit(TinyNetwork.batch(graph, 3));
    INDArray images = TinyNetwork.batch(graph, 3).getFeatures(0);
    Net net = Models.net(network, ModelOptions.of(network, TinyNetwork.CLASSES));
    try (Inference compiled = Inference.output(graph, net)) {
      assertClose(block, compiled.of(images), graph.output(false, images)[0], TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "densenet121", "mobilenetv2", "alexnet"})
  void a_network_cut_anywhere_gives_the_graphs_outputs(String model) {
    OptionsOf options = SmallGraphs.options(model);
    ComputationGraph whole = SmallGraphs.graph(model);
    INDArray images = SmallGraphs.images(options, 2);
    INDArray truth = Logits.of(whole, images);
    for (String stage : NetworkCut.stages(whole)) {
      NetworkCut cut = NetworkCut.before(stage, whole);
      INDArray maps = cut.backbone().output(false, images)[0];
      try (Inference backbone = Inference.part(cut.backbone(), () -> net(options));
          Inference rest = Inference.logits(cut.rest(), net(options))) {
        INDArray compiled = backbone.of(images);
        assertClose("maps before " + stage, compiled, maps, TOLERANCE);
        // Both parts round, and maps lie otherwise in the second than in the graph.
        assertClose("logits after " + stage, rest.of(compiled), truth, 4 * TOLERANCE);
      }
    }
  }

  static Stream<TinyNetwork> blocks() {
    return TinyNetwork.all().stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void every_kind_of_block_gives_the_graphs_outputs(TinyNetwork network) {
    ComputationGraph graph = network.graph(Engine.ONEDNN, DataType.FLOAT);
    INDArray images = TinyNetwork.batch(graph, 3).getFeatures(0);
    Net net = Models.net(network, ModelOptions.of(network, TinyNetwork.CLASSES));
    INDArray truth = graph.output(false, images)[0];
    try (Inference compiled = Inference.output(graph, net)) {
      assertClose(network.name(), compiled.of(images), truth, TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "densenet121"})
  void logits_are_what_goes_into_the_softmax(String model) {
    ComputationGraph graph = SmallGraphs.graph(model);
    INDArray images = SmallGraphs.images(SmallGraphs.options(model), 3);
    try (Inference compiled = Inference.logits(graph, net(SmallGraphs.options(model)))) {
      assertClose("logits", compiled.of(images), Logits.of(graph, images), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "googlenet-bn", "mobilenetv2"})
  void features_without_a_top_are_maps_in_NHWC_or_their_means(String model) {
    for (FeaturePooling pooling : FeaturePooling.values()) {
      ModelOptions options =
          SmallGraphs.options(model).options().withIncludeTop(false).withPooling(pooling);
      ComputationGraph graph = Models.network(Models.named(model), options, ONEDNN, 1);
      INDArray images = SmallGraphs.images(SmallGraphs.options(model), 2);
      Net net = Models.net(Models.named(model), options);
      try (Inference compiled = Inference.output(graph, net)) {
        INDArray truth = graph.output(false, images)[0];
        assertThat(compiled.of(images).shape()).isEqualTo(truth.shape());
        assertClose(pooling.name(), compiled.of(images), truth, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "densenet121", "mobilenetv2"})
  void an_image_size_with_odd_maps_works_too(String model) {
    OptionsOf options = OptionsOf.model(model).size(75).classes(3).dropout(0);
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    INDArray images = SmallGraphs.images(options, 2);
    try (Inference compiled = Inference.output(graph, net(options))) {
      assertClose("output", compiled.of(images), graph.output(false, images)[0], TOLERANCE);
    }
  }

  @Test
  void vgg_averages_bins_of_a_map_that_they_do_not_divide() {
    OptionsOf options = OptionsOf.model("vgg11").size(300).classes(3).dropout(0);
    ComputationGraph graph = SmallGraphs.graph(options, SmallGraphs.LEARNING_RATE);
    INDArray images = SmallGraphs.images(options, 2);
    try (Inference compiled = Inference.output(graph, net(options))) {
      assertClose("output", compiled.of(images), graph.output(false, images)[0], TOLERANCE);
    }
  }

  /** Single images are computed by all cores alone, and by one core each together. */
  @ParameterizedTest
  @CsvSource({
    "lenet5, 1",
    "lenet5, 3",
    "resnet18, 1",
    "resnet18, 3",
    "googlenet-bn, 1",
    "googlenet-bn, 3",
    "densenet121, 1",
    "densenet121, 3",
    "mobilenetv2, 1",
    "alexnet, 1",
    "alexnet, 3",
    "vgg11, 1"
  })
  void four_threads_share_one_and_get_the_bits_that_one_thread_gets(String model, int count) {
    INDArray images = SmallGraphs.images(SmallGraphs.options(model), count);
    ComputationGraph graph = SmallGraphs.graph(model);
    try (Inference compiled = Inference.output(graph, net(SmallGraphs.options(model)))) {
      INDArray alone = compiled.of(images);
      List<INDArray> together =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> compiled.of(images)))
              .limit(4)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      together.forEach(output -> Bits.assertSame("output", output, alone));
    }
  }

  /** Weights alone, norms in convolutions, norms on their own, and what needs no folding. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "densenet121", "mobilenetv2"})
  void new_parameters_count_when_it_is_refreshed_and_in_one_made_later(String model) {
    ComputationGraph graph = SmallGraphs.graph(model);
    Net net = net(SmallGraphs.options(model));
    INDArray images = SmallGraphs.images(SmallGraphs.options(model), 2);
    try (Inference compiled = Inference.logits(graph, net)) {
      INDArray before = compiled.of(images);
      compiled.refresh();
      Bits.assertSame("output of the same parameters", compiled.of(images), before);
      graph.setParams(graph.params().mul(0.9));
      INDArray after = Logits.of(graph, images);
      double change = after.sub(before).amaxNumber().doubleValue();
      assertThat(change).isGreaterThan(1e-3 * before.amaxNumber().doubleValue());
      compiled.refresh();
      assertClose("output", compiled.of(images), after, TOLERANCE);
      try (Inference later = Inference.logits(graph, net)) {
        Bits.assertSame("output of one made later", later.of(images), compiled.of(images));
      }
    }
  }

  @Test
  void memory_stays_flat_over_changes_of_parameters() {
    ComputationGraph graph = SmallGraphs.graph("mobilenetv2");
    INDArray images = SmallGraphs.images(SmallGraphs.options("mobilenetv2"), 2);
    long after = 0;
    try (Inference compiled = Inference.logits(graph, net(SmallGraphs.options("mobilenetv2")))) {
      for (int epoch = 0; epoch < 140; epoch++) {
        graph.params().muli(0.99);
        compiled.refresh();
        compiled.of(images).close();
        if (epoch == 20) {
          after = NativeMemory.bytes();
        }
      }
      // A quarter of what the folded weights of 120 epochs have; by half of that it differs anyway.
      assertThat(NativeMemory.bytes() - after).isLessThan(270L << 20);
    }
  }

  @Test
  void memory_stays_flat_over_batches_of_changing_sizes_and_over_networks() {
    ComputationGraph graph = SmallGraphs.graph("mobilenetv2");
    OptionsOf options = SmallGraphs.options("mobilenetv2");
    List<INDArray> batches =
        IntStream.rangeClosed(1, 6).mapToObj(n -> SmallGraphs.images(options, n)).toList();
    long after = 0;
    for (int round = 0; round < 140; round++) {
      try (Inference compiled = Inference.output(graph, net(options))) {
        batches.forEach(images -> compiled.of(images).close());
      }
      if (round == 20) {
        after = NativeMemory.bytes();
      }
    }
    // As above; the system's allocator keeps some.
    assertThat(NativeMemory.bytes() - after).isLessThan(270L << 20);
  }

  @Test
  void an_engine_without_oneDNN_runs_the_graph() {
    ComputationGraph graph = SmallGraphs.graph("lenet5", Execution.on(Engine.ND4J));
    INDArray images = SmallGraphs.images(SmallGraphs.options("lenet5"), 2);
    Net net = net(SmallGraphs.options("lenet5"));
    try (Inference inference = Inference.output(graph, net)) {
      Bits.assertSame("output", inference.of(images), graph.output(false, images)[0]);
    }
  }

  @Test
  void images_of_another_size_are_refused() {
    ComputationGraph graph = SmallGraphs.graph("lenet5");
    INDArray images = new RandomArrays(5).normal(2, 20, 28, 3);
    try (Inference compiled = Inference.output(graph, net(SmallGraphs.options("lenet5")))) {
      assertThatThrownBy(() -> compiled.of(images))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected float32 images of 28x28x");
    }
  }

  private static Net net(OptionsOf options) {
    return Models.net(options.architecture(), options.options());
  }
}
