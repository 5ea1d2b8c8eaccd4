package org.dl4jzoo.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The zoo's part of scripts/parity.sh: reads the weights and images that scripts/parity.py has
 * made, and writes the logits beside them, which parity.py then compares.
 */
@EnabledIfSystemProperty(named = "zoo.parity", matches = ".+")
class ParityTest {

  private static final Path FOLDER = Path.of(System.getProperty("zoo.parity", ""));
  private static final List<Integer> BATCHES = List.of(1, 5);
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] DEVIATION = {0.229, 0.224, 0.225};

  static List<String> models() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("weights.pth")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  static List<Integer> sizes() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .map(Integer::valueOf)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void logits_are_written(String model) throws IOException {
    Architecture architecture = Models.named(model);
    Path folder = FOLDER.resolve(model);
    try (PretrainedWeights weights =
        PretrainedWeights.open(folder.resolve("weights.pth"), architecture)) {
      for (int size : sizes()) {
        ComputationGraph graph =
            Networks.random(architecture, weights.options().withImage(ImageShape.rgb(size)), 1);
        weights.load(graph, true);
        for (int batch : BATCHES) {
          INDArray images = images(size, batch);
          INDArray logits = Networks.logits(graph, images);
          assertThat(logits.shape()).containsExactly(batch, weights.options().classes());
          write(folder.resolve("zoo-%d-%d.txt".formatted(size, batch)), logits);
          // Computed in another way than a map one asks for: convolutions do the joins.
          INDArray logProbabilities = Transforms.log(graph.output(false, images)[0]);
          write(folder.resolve("zoo-log-%d-%d.txt".formatted(size, batch)), logProbabilities);
        }
        graph.close();
      }
    }
  }

  private static INDArray images(int size, int count) throws IOException {
    float[] values = new float[count * size * size * 3];
    int next = 0;
    for (int i = 0; i < count; i++) {
      Path file = FOLDER.resolve(String.valueOf(size)).resolve(i + ".png");
      BufferedImage image = ImageIO.read(file.toFile());
      for (int pixel = 0; pixel < size * size; pixel++) {
        int rgb = image.getRGB(pixel % size, pixel / size);
        for (int channel = 0; channel < 3; channel++) {
          int value = rgb >> (16 - 8 * channel) & 0xFF;
          values[next++] = (float) ((value / 255.0 - MEAN[channel]) / DEVIATION[channel]);
        }
      }
    }
    return Nd4j.create(values, new long[] {count, size, size, 3}, 'c');
  }

  private static void write(Path file, INDArray logits) throws IOException {
    List<String> rows =
        Arrays.stream(logits.toFloatMatrix())
            .map(row -> Arrays.toString(row).replaceAll("[\\[\\],]", ""))
            .toList();
    Files.write(file, rows);
  }
}
