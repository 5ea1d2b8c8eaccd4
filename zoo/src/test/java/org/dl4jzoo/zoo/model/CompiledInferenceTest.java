package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.inference.Logits;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.RandomArrays;
import org.dl4jzoo.zoo.net.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compiled networks against the graphs that they were made of. */
class CompiledInferenceTest {

  private static final double TOLERANCE = 1e-6;

  /**
   * oneDNN's response norm for inference rounds otherwise than the one for training, the graph's.
   */
  private static final double RESPONSE_NORM_TOLERANCE = 2e-6;

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
    ComputationGraph graph = SmallGraphs.graph(model);
    graph.fit(SmallGraphs.batch(model, graph)); // so that running statistics aren't 0 and 1
    try (Inference compiled = Inference.output(graph, net(options))) {
      for (int examples : new int[] {3, 1, 4, 2, 3}) {
        INDArray images = SmallGraphs.images(options, examples);
        INDArray truth = graph.output(false, images)[0];
        double tolerance = model.equals("googlenet") ? RESPONSE_NORM_TOLERANCE : TOLERANCE;
        assertClose("output of " + examples, compiled.of(images), truth, tolerance);
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

  @ParameterizedTest
  @ValueSource(strings = {"lenet5", "resnet18", "googlenet-bn"})
  void four_threads_share_one_and_get_the_bits_that_one_thread_gets(String model) {
    INDArray images = SmallGraphs.images(SmallGraphs.options(model), 3);
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

  @Test
  void one_made_after_training_on_has_the_new_weights() {
    ComputationGraph graph = SmallGraphs.graph("resnet18");
    Net net = net(SmallGraphs.options("resnet18"));
    INDArray images = SmallGraphs.images(SmallGraphs.options("resnet18"), 2);
    INDArray before = graph.output(false, images)[0].dup();
    graph.setParams(graph.params().mul(0.9));
    try (Inference compiled = Inference.output(graph, net)) {
      INDArray after = graph.output(false, images)[0];
      assertThat(after.sub(before).amaxNumber().doubleValue()).isGreaterThan(1e-3);
      assertClose("output", compiled.of(images), after, TOLERANCE);
    }
  }

  @Test
  void memory_stays_flat_over_batches_of_changing_sizes_and_over_networks() {
    ComputationGraph graph = SmallGraphs.graph("mobilenetv2");
    OptionsOf options = SmallGraphs.options("mobilenetv2");
    long after = 0;
    for (int round = 0; round < 60; round++) {
      try (Inference compiled = Inference.output(graph, net(options))) {
        for (int examples = 1; examples <= 6; examples++) {
          compiled.of(SmallGraphs.images(options, examples)).close();
        }
      }
      if (round == 20) {
        System.gc();
        after = Pointer.physicalBytes();
      }
    }
    System.gc();
    assertThat(Pointer.physicalBytes() - after).isLessThan(40L << 20);
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
