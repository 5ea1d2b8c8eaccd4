package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Published weights give the logits that PyTorch computes from the same file; those are made by
 * scripts/make_logit_fixtures.py, which has the formula of the image too.
 */
class PublishedLogitsTest {

  private static final double TOLERANCE = 1e-3;
  private static final float[] BVLC_MEAN_BGR = {104, 117, 123};

  @ParameterizedTest
  @ValueSource(ints = {224, 197})
  void mobilenetv2_of_keras(int size) throws IOException {
    INDArray image = image(size, 3, value -> value / 127.5 - 1);
    check("mobilenetv2", SharedWeights.MOBILENET_V2, NameScheme.KERAS, "keras", image);
  }

  @ParameterizedTest
  @ValueSource(ints = {224, 197})
  void googlenet_of_bvlc(int size) throws IOException {
    INDArray image = bgr(image(size, 3, value -> value));
    check("googlenet", SharedWeights.GOOGLENET, NameScheme.CAFFE, "bvlc", image);
  }

  @Test
  void lenet5_of_torch() throws IOException {
    INDArray image = image(28, 1, value -> value / 255);
    check("lenet5", SharedWeights.LENET5, NameScheme.TORCHVISION, "torch", image);
  }

  private static void check(
      String model, String file, NameScheme scheme, String source, INDArray image)
      throws IOException {
    Path path = SharedWeights.file(file);
    Architecture architecture = Models.named(model);
    int size = (int) image.size(1);
    int channels = (int) image.size(3);
    try (PretrainedWeights weights = PretrainedWeights.open(path, architecture)) {
      assertThat(weights.scheme()).isEqualTo(scheme);
      ModelOptions options = weights.options().withImage(new ImageShape(size, size, channels));
      ComputationGraph graph = Networks.random(architecture, options, 1);
      weights.load(graph, true);
      INDArray expected = expected("%s-%s-%d".formatted(model, source, size));
      double error =
          Networks.logits(graph, image).sub(expected).amaxNumber().doubleValue()
              / expected.amaxNumber().doubleValue();
      assertThat(error).isLessThan(TOLERANCE);
      // The output is computed in another way than a map one asks for: convolutions do the joins.
      INDArray probabilities = graph.output(false, image)[0];
      INDArray difference = probabilities.sub(Transforms.softmax(expected));
      assertThat(difference.amaxNumber().doubleValue()).isLessThan(TOLERANCE);
    }
  }

  private static INDArray expected(String name) throws IOException {
    try (InputStream in =
        PublishedLogitsTest.class.getResourceAsStream("/logits/" + name + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      double[] values = text.lines().mapToDouble(Double::parseDouble).toArray();
      return Nd4j.createFromArray(values).castTo(Nd4j.defaultFloatingPointType()).reshape(1, -1);
    }
  }

  private static INDArray image(int size, int channels, DoubleUnaryOperator scale) {
    float[] values = new float[size * size * channels];
    int i = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < channels; c++) {
          int value = (y * y + 3 * x * (c + 1) + x * y / 7 + 31 * c) % 256;
          values[i++] = (float) scale.applyAsDouble(value);
        }
      }
    }
    return Nd4j.create(values, new long[] {1, size, size, channels}, 'c');
  }

  private static INDArray bgr(INDArray rgb) {
    float[] values = rgb.dup('c').data().asFloat();
    for (int i = 0; i < values.length; i += 3) {
      float red = values[i];
      values[i] = values[i + 2] - BVLC_MEAN_BGR[0];
      values[i + 1] -= BVLC_MEAN_BGR[1];
      values[i + 2] = red - BVLC_MEAN_BGR[2];
    }
    return Nd4j.create(values, rgb.shape(), 'c');
  }
}
