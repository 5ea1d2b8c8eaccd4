package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConfigurationRoundTripTest {

  static Stream<String> names() {
    return Models.names().stream();
  }

  private static ComputationGraphConfiguration configuration(String name, ImageShape image) {
    Architecture architecture = Models.named(name);
    ModelOptions options = ModelOptions.of(architecture, 5).withImage(image);
    return Models.configure(
        architecture, options, Engine.fastest(), new NeuralNetConfiguration.Builder().seed(1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void json_keeps_every_setting_that_shapes_the_network(String name) {
    ImageShape image = Models.named(name).info().image();
    ComputationGraphConfiguration original = configuration(name, image);

    ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(original.toJson());

    Map<String, InputType> shapes = original.getLayerActivationTypes(inputType(image));
    assertThat(read.getLayerActivationTypes(inputType(image))).isEqualTo(shapes);
    assertThat(read.toJson()).isEqualTo(original.toJson());
  }

  private static InputType inputType(ImageShape image) {
    return InputType.convolutional(
        image.height(),
        image.width(),
        image.channels(),
        org.deeplearning4j.nn.conf.CNN2DFormat.NHWC);
  }

  @Test
  void a_network_read_from_json_computes_the_same() {
    ImageShape image = ImageShape.rgb(32);
    ComputationGraph original = new ComputationGraph(configuration("googlenet", image));
    original.init();
    INDArray images = Nd4j.rand(2, 32, 32, 3);

    ComputationGraph read =
        new ComputationGraph(
            ComputationGraphConfiguration.fromJson(original.getConfiguration().toJson()));
    read.init(original.params(), true);

    Bits.assertSame("output", read.outputSingle(images), original.outputSingle(images));
  }
}
