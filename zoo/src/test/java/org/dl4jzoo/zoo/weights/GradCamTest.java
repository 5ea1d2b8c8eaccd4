package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.GradCam;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Beside PyTorch's automatic differentiation; scripts/make_gradcam_fixtures.py made the maps. */
class GradCamTest {

  private static final Path FIXTURES = Path.of("src", "test", "resources", "grad-cam.tsv");

  /** Of the map's largest value, which is 1. */
  private static final double TOLERANCE = 1e-3;

  private record Fixture(NetworkFixture network, int size, int index, List<Double> map) {

    static Fixture read(String line) {
      String[] cells = line.split("\t", -1);
      return new Fixture(
          NetworkFixture.named(cells[0]),
          Integer.parseInt(cells[1]),
          Integer.parseInt(cells[2]),
          Arrays.stream(cells).skip(3).map(Double::valueOf).toList());
    }

    double[] expected() {
      return map.stream().mapToDouble(Double::doubleValue).toArray();
    }

    INDArray image() {
      float[] values =
          FormulaFile.values(
              new FormulaFile.Values("image", List.of(1L, (long) size, (long) size, 3L), -1, 1));
      return Nd4j.create(values, new long[] {1, size, size, 3}, 'c');
    }

    ModelOptions options(PretrainedWeights weights) {
      return Networks.pooled(weights.options(), size);
    }

    @Override
    public String toString() {
      return "%s, class %d".formatted(network, index);
    }
  }

  static Stream<Fixture> fixtures() throws IOException {
    return Files.readAllLines(FIXTURES).stream().map(Fixture::read);
  }

  private static double[] flat(float[][] map) {
    return Arrays.stream(map)
        .flatMapToDouble(row -> Arrays.stream(Nd4j.createFromArray(row).toDoubleVector()))
        .toArray();
  }

  private static double[] map(Fixture fixture, Engine engine) {
    try (PretrainedWeights weights =
        NetworkFixturesTest.open(fixture.network().file(), fixture.network())) {
      ModelOptions options = fixture.options(weights);
      ComputationGraph graph =
          Models.network(fixture.network().architecture(), options, Execution.on(engine), 1);
      weights.load(graph, true);
      try (GradCam gradCam = GradCam.of(graph, fixture.network().architecture(), options)) {
        return flat(gradCam.map(fixture.image(), fixture.index()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void a_map_is_pytorchs(Fixture fixture) {
    assertThat(map(fixture, Engine.fastest()))
        .containsExactly(fixture.expected(), within(TOLERANCE));
  }

  /** torchvision's last map of 191×127 pixels has 5×3 places. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void a_map_has_the_places_of_the_last_feature_map(Engine engine) {
    Architecture alexnet = Models.named("alexnet");
    ModelOptions options = ModelOptions.of(alexnet, 5).withImage(new ImageShape(191, 127, 3));
    ComputationGraph graph = Models.network(alexnet, options, Execution.on(engine), 1);

    try (GradCam gradCam = GradCam.of(graph, alexnet, options)) {
      float[][] map = gradCam.map(Nd4j.rand(1, 191, 127, 3), 2);

      assertThat(map).hasDimensions(5, 3);
    }
  }

  @Test
  void a_map_is_pytorchs_on_the_other_engine_too() throws IOException {
    Fixture fixture = fixtures().findFirst().orElseThrow();

    assertThat(map(fixture, Engine.ND4J)).containsExactly(fixture.expected(), within(TOLERANCE));
  }

  @Test
  void the_network_stays_as_it_is() throws IOException {
    Fixture fixture = fixtures().findFirst().orElseThrow();
    try (PretrainedWeights weights =
        NetworkFixturesTest.open(fixture.network().file(), fixture.network())) {
      ModelOptions options = fixture.options(weights);
      ComputationGraph graph = Networks.random(fixture.network().architecture(), options, 1);
      weights.load(graph, true);
      INDArray parameters = graph.params().dup();
      INDArray before = graph.outputSingle(fixture.image()).dup();

      try (GradCam gradCam = GradCam.of(graph, fixture.network().architecture(), options)) {
        gradCam.map(fixture.image(), 0);
      }

      assertThat(graph.params()).isEqualTo(parameters);
      assertThat(graph.outputSingle(fixture.image())).isEqualTo(before);
    }
  }
}
