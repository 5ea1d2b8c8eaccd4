package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {

  @Test
  void the_list_has_every_network_with_its_published_parameters() throws IOException {
    JsonNode list = new ObjectMapper().readTree(Cli.run("models", "--json").out());

    assertThat(list.findValuesAsText("name")).isEqualTo(Models.names());
    JsonNode resnet = list.get(Models.names().indexOf("resnet18"));
    assertThat(resnet.fieldNames())
        .toIterable()
        .containsExactly("name", "trainable", "total", "macs", "minSize", "paper");
    assertThat(resnet.get("trainable").asLong()).isEqualTo(11_689_512);
    assertThat(resnet.get("total").asLong()).isEqualTo(11_699_112);
  }

  @Test
  void the_list_is_a_line_a_network_below_the_headers() {
    Cli cli = Cli.run("models");

    assertThat(cli.out().lines()).hasSize(Models.names().size() + 1);
    assertThat(cli.out()).contains("mobilenetv2", "3,504,872", "arXiv:1801.04381");
  }

  @Test
  void one_network_is_shown_layer_by_layer_for_so_many_classes() throws IOException {
    JsonNode model =
        new ObjectMapper()
            .readTree(Cli.run("models", "MobileNet_V2", "--classes", "10", "--json").out());

    assertThat(model.get("trainable").asLong()).isEqualTo(2_236_682);
    assertThat(model.get("total").asLong()).isEqualTo(2_270_794);
    JsonNode layers = model.get("layers");
    assertThat(layers.get(layers.size() - 1).get("output").toString()).isEqualTo("[1,1,10]");
  }

  @Test
  void the_layer_table_ends_with_the_sums() {
    assertThat(
            Cli.run("models", "lenet5", "--classes", "10", "--image-size", "32", "--channels", "1")
                .out())
        .contains("trainable parameters  61,706\n");
  }

  /** DenseNet normalises its joined maps anew in every layer; VGG has no batch norm. */
  @Test
  void little_memory_is_told_beside_normal_memory() throws IOException {
    JsonNode densenet =
        new ObjectMapper().readTree(Cli.run("models", "densenet121", "--json").out());
    JsonNode vgg = new ObjectMapper().readTree(Cli.run("models", "vgg16", "--json").out());

    assertThat(densenet.get("trainingBytesInLittleMemory").asLong())
        .isLessThan(densenet.get("trainingBytes").asLong() / 2);
    assertThat(vgg.get("trainingBytesInLittleMemory")).isEqualTo(vgg.get("trainingBytes"));
    assertThat(Cli.run("models", "densenet121").out()).contains("with --memory low");
  }

  /** Parameter, gradient and Adam's two moments lie on the GPU, 4 bytes each; maps by the image. */
  @Test
  void the_memory_of_a_gpu_that_need_not_be_there_is_told() throws IOException {
    long ofOne = deviceTrainingBytes(1);
    long anImage = deviceTrainingBytes(2) - ofOne;
    long parameters = 25_610_152;

    assertThat(ofOne).isGreaterThan(parameters * 4 * 4 + anImage);
    assertThat(deviceTrainingBytes(33)).isCloseTo(ofOne + 32 * anImage, withinPercentage(1));
    // Of each of 53 convolutions the output, 11.1 million values in all, is kept for the way back.
    assertThat(anImage).isGreaterThan(4 * 11_100_000L);
    assertThat(Cli.run("models", "resnet50", "--backend", "cuda").out())
        .contains("memory of the GPU, besides that of CUDA's libraries, at batch size 32:");
  }

  private static long deviceTrainingBytes(int batchSize) throws IOException {
    Cli cli =
        Cli.run("models", "resnet50", "--backend=cuda", "--json", "--batch-size=" + batchSize);
    return new ObjectMapper().readTree(cli.out()).get("deviceTrainingBytes").asLong();
  }

  @Test
  void options_that_do_not_fit_are_refused() {
    assertThat(Cli.run("models", "--backend", "auto").err())
        .isEqualToNormalizingNewlines("error: backend must be cpu or cuda here; got auto\n");
    assertThat(Cli.run("models", "resnet81").err())
        .startsWith("error: unknown model 'resnet81'; the nearest names are resnet18");
    assertThat(Cli.run("models", "vgg16", "--image-size", "16").err())
        .isEqualToNormalizingNewlines(
            "error: image-size must be at least 32 for vgg16; got 16x16x3\n");
    assertThat(Cli.run("models", "resnet18", "--alpha", "0.5").exitCode()).isEqualTo(2);
    assertThat(Cli.run("models", "resnet18", "--batch-size", "0").exitCode()).isEqualTo(2);
  }
}
