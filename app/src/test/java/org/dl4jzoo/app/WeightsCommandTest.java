package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.dl4jzoo.app.weights.WeightCache;
import org.dl4jzoo.app.weights.WeightFileInfo;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.dl4jzoo.zoo.weights.WeightCatalog;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    weights = RandomLeNet.write(folder.resolve("lenet.safetensors"), Map.of());
  }

  @Test
  void every_published_file_is_listed_with_hash_and_address() throws IOException {
    JsonNode rows = JSON.readTree(Cli.run("weights", "--json").out());

    assertThat(rows).hasSize(WeightCatalog.all().size());
    JsonNode resnet = find(rows, "resnet18", "torchvision");
    assertThat(resnet.get("hash").asText()).isEqualTo("sha256:f37072fd");
    assertThat(resnet.get("url").asText())
        .isEqualTo("https://download.pytorch.org/models/resnet18-f37072fd.pth");
    assertThat(resnet.get("top1").asDouble()).isEqualTo(69.758);
    assertThat(resnet.get("byDefault").asBoolean()).isTrue();
  }

  private static JsonNode find(JsonNode rows, String model, String name) {
    for (JsonNode row : rows) {
      if (row.get("model").asText().equals(model) && row.get("name").asText().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + model + "/" + name);
  }

  @Test
  void one_network_s_weights_are_listed_as_text() {
    Cli cli = Cli.run("weights", "--model", "mobilenet-v2");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out().lines()).hasSize(1 + 44 + 5);
    assertThat(cli.out()).contains("mobilenetv2/keras-0.35-96-notop");
  }

  @Test
  void an_unknown_name_is_refused_with_those_there_are() {
    assertError(
        Cli.run("weights", "get", "resnet34/keras"),
        "no weights of resnet34 are published as 'keras'; there are torchvision");
  }

  @Test
  void weights_of_nobody_s_address_are_asked_for() {
    Cli cli = Cli.run("weights", "get", "lenet5/mnist");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).startsWith("error: lenet5_mnist.safetensors can't be downloaded: ");
  }

  @Test
  void where_published_weights_are_is_told_as_json_too() throws IOException {
    PublishedWeights vgg = WeightCatalog.named("vgg13", "torchvision");
    Path file = WeightCache.standard().path(vgg);
    assumeThat(file).as("weights of the user").doesNotExist();
    // As sha256sum prints it.
    String sha256 = "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";
    Path record = file.resolveSibling(vgg.file() + ".sha256");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "weights");
    Files.writeString(record, sha256);
    try {
      JsonNode got = JSON.readTree(Cli.run("weights", "get", "vgg13", "--json").out());

      assertThat(got.get("file").asText()).isEqualTo(file.toString());
      assertThat(got.get("model").asText()).isEqualTo("vgg13");
      assertThat(got.get("name").asText()).isEqualTo("torchvision");
      assertThat(got.get("sha256").asText()).isEqualTo(sha256);
    } finally {
      Files.delete(file);
      Files.delete(record);
    }
  }

  @Test
  void check_tells_what_a_file_holds() throws IOException {
    JsonNode findings = JSON.readTree(check(weights, "lenet5", "--json").out());

    assertThat(findings.at("/file/format").asText()).isEqualTo("safetensors");
    assertThat(findings.at("/file/tensors").asInt()).isEqualTo(10);
    // LeCun 1998 with full connections, as the documentation's table of parameters says.
    assertThat(findings.at("/file/numbers").asInt()).isEqualTo(61_706);
    assertThat(findings.at("/network/parameters").asInt()).isEqualTo(61_706);
    assertThat(findings.at("/network/names").asText()).isEqualTo("torchvision");
    assertThat(findings.at("/network/classes").asInt()).isEqualTo(10);
    assertThat(findings.at("/use/scale").asText()).isEqualTo("unit");
    assertThat(findings.at("/use/imageSize").asInt()).isEqualTo(28);
    assertThat(findings.at("/use/lastClass").asText()).isEqualTo("9");
  }

  @Test
  void what_the_zoo_wrote_into_a_file_is_found_again() throws IOException {
    WeightsInfo info = info(null);
    Path own =
        RandomLeNet.write(folder.resolve("own.safetensors"), WeightFileInfo.toMetadata(info));
    JsonNode use = JSON.readTree(check(own, "lenet5", "--json").out()).get("use");

    assertThat(use.get("scale").asText()).isEqualTo("torch");
    assertThat(use.get("resize").asText()).isEqualTo("pad");
    assertThat(use.get("firstClass").asText()).isEqualTo("a");
    assertThat(use.get("lastClass").asText()).isEqualTo("j");
  }

  @Test
  void what_lies_beside_a_file_counts_if_it_is_of_that_file() throws IOException {
    WeightFileInfo.writeBeside(weights, info(null));
    assertThat(check(weights, "lenet5").out()).contains("pad");

    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1]++;
    Files.write(weights, bytes);
    assertThat(check(weights, "lenet5").out()).contains("squash").doesNotContain("pad\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": \"somebody else's\"}", "[1]", "no JSON", ""})
  void a_file_of_others_beside_weights_does_not_matter(String json) throws IOException {
    Files.writeString(folder.resolve("lenet.safetensors.json"), json);

    assertThat(check(weights, "lenet5").exitCode()).isZero();
  }

  private static WeightsInfo info(String sha256) {
    return new WeightsInfo(
        "lenet5",
        "mine",
        "me",
        sha256,
        28,
        InputScale.TORCH,
        ResizeRule.PAD,
        Arrays.asList("abcdefghij".split("")),
        null,
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"model\": 3", "{}", "[]", "{\"model\": \"lenet5\", \"scale\": \"x\"}"})
  void metadata_that_only_looks_like_the_zoo_s_is_refused(String json) throws IOException {
    Path file = RandomLeNet.write(folder.resolve("f.safetensors"), Map.of("zoo", json));

    assertOneSentence(check(file, "lenet5"), "what is said of it must be what the zoo wrote");
  }

  @Test
  void a_truncated_file_is_refused() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    Path file = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, 9999));

    assertOneSentence(check(file, "lenet5"), "cut.safetensors");
  }

  @Test
  void a_flipped_bit_in_the_header_is_refused() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[20] ^= 0x40;
    Path file = Files.write(folder.resolve("flipped.safetensors"), bytes);

    assertOneSentence(check(file, "lenet5"), "flipped.safetensors");
  }

  @Test
  void the_name_of_a_file_does_not_matter() throws IOException {
    Path renamed = Files.copy(weights, folder.resolve("lenet.h5"));

    assertThat(check(renamed, "lenet5").exitCode()).isZero();
  }

  @Test
  void a_text_file_is_refused() throws IOException {
    Path text = Files.writeString(folder.resolve("page.pth"), "<html>not found</html>");

    assertOneSentence(check(text, "lenet5"), "<html>not found");
  }

  @Test
  void weights_of_another_network_are_refused() {
    assertOneSentence(check(weights, "resnet18"), "lenet.safetensors");
  }

  @Test
  void a_pickle_that_runs_code_is_refused() {
    Path hostile = Path.of("..", "zoo", "src", "test", "resources", "weights", "hostile.pth");

    assertOneSentence(check(hostile, "resnet18"), "hostile.pth");
  }

  @Test
  void a_header_longer_than_the_file_is_refused() throws IOException {
    byte[] bomb = {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'};
    Path file = Files.write(folder.resolve("bomb.safetensors"), bomb);

    assertOneSentence(check(file, "lenet5"), "lies within the file of 10");
  }

  @Test
  void a_missing_file_and_a_folder_are_refused() {
    assertOneSentence(check(folder.resolve("no.h5"), "lenet5"), "no such weight file");
    assertOneSentence(check(folder, "lenet5"), "got the folder");
  }

  private static Cli check(Path file, String model, String... more) {
    String[] args =
        Arrays.copyOf(
            new String[] {"weights", "check", file.toString(), "--model", model}, 5 + more.length);
    System.arraycopy(more, 0, args, 5, more.length);
    return Cli.run(args);
  }

  private static void assertError(Cli cli, String sentence) {
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + sentence + "\n");
  }

  private static void assertOneSentence(Cli cli, String part) {
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err()).startsWith("error: ").contains(part);
  }
}
