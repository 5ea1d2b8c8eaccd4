package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.weights.file.WeightFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Real weights on real photos give what PyTorch and Pillow give. */
class ReferencePredictionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MOBILENET =
      "weights/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5";

  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  /** The reference is rounded to four digits; measured: 5e-5 at most. */
  @ParameterizedTest
  @CsvSource({"mobilenetv2, " + MOBILENET, "googlenet, weights/bvlc_googlenet.safetensors"})
  void the_five_most_probable_classes_of_jpegs_are_pytorch_s(String model, String weights)
      throws IOException {
    JsonNode reference = JSON.readTree(SharedFolder.file("weights/reference_top5.json").toFile());
    List<String> args = new ArrayList<>();
    args.addAll(List.of("predict", "--model", model, "--weights"));
    args.add(SharedFolder.file(weights).toString());
    args.addAll(List.of("--json", "--top", "5"));
    reference
        .fieldNames()
        .forEachRemaining(
            image -> args.add(SharedFolder.file("flower_photos/" + image).toString()));

    Cli cli = Cli.run(args.toArray(new String[0]));

    List<String> lines = cli.out().lines().toList();
    assertThat(lines).hasSize(reference.size());
    for (String line : lines) {
      JsonNode prediction = JSON.readTree(line);
      Path image = Path.of(prediction.get("file").asText());
      JsonNode expected =
          reference.get(image.getParent().getFileName() + "/" + image.getFileName()).get(model);
      for (int i = 0; i < 5; i++) {
        JsonNode guess = prediction.get("top").get(i);
        assertThat(guess.get("index").asInt()).isEqualTo(expected.get(i).get(0).asInt());
        assertThat(guess.get("probability").asDouble())
            .isCloseTo(expected.get(i).get(1).asDouble(), within(TOLERANCE));
      }
    }
  }

  /** Global average pooling and a fully connected layer are all that lies between the two. */
  @Test
  void the_classifier_s_weights_make_the_logits_of_the_features() throws IOException {
    Path weights = SharedFolder.file(MOBILENET);
    Path image = SharedFolder.file("flower_photos/daisy/1031799732_e7f4008c03.jpg");
    Path one = Files.createDirectories(folder.resolve("images"));
    Files.copy(image, one.resolve("daisy.jpg"));
    run("features", weights, one, "--output", folder.resolve("out").toString());
    JsonNode logits =
        JSON.readTree(run("predict", weights, one, "--json", "--logits").out()).get("logits");

    INDArray features = Nd4j.createFromNpyFile(folder.resolve("out/features.npy").toFile());
    try (WeightFile file = WeightFile.open(weights)) {
      INDArray kernel =
          Nd4j.create(file.read("Logits/Logits/kernel:0"), new long[] {1280, 1000}, 'c');
      INDArray bias = Nd4j.create(file.read("Logits/Logits/bias:0"), new long[] {1, 1000}, 'c');
      INDArray expected = features.mmul(kernel).add(bias);
      for (int i = 0; i < 1000; i++) {
        assertThat(logits.get(i).asDouble()).isCloseTo(expected.getDouble(0, i), within(1e-3));
      }
    }
  }

  @Test
  void lenet5_knows_98_percent_of_mnist() throws IOException {
    Cli cli =
        Cli.run(
            "evaluate",
            "--model",
            "lenet5",
            "--weights",
            SharedFolder.file("weights/lenet5_mnist.safetensors").toString(),
            "--data",
            SharedFolder.file("mnist").toString(),
            "--output",
            folder.resolve("report").toString(),
            "--json");

    assertThat(JSON.readTree(cli.out()).get("top1").asDouble()).isGreaterThanOrEqualTo(0.98);
  }

  private static Cli run(String command, Path weights, Path images, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--model",
                "mobilenetv2",
                "--weights",
                weights.toString(),
                images.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(new String[0]));
  }
}
