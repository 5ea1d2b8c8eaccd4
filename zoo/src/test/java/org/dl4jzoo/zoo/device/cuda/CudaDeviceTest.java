package org.dl4jzoo.zoo.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.trial.DeviceCheck;
import org.dl4jzoo.zoo.device.trial.NextBatch;
import org.dl4jzoo.zoo.device.trial.Replays;
import org.dl4jzoo.zoo.device.trial.WholeNetworks;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The device with its kernels run by the CPU and stand-ins for CUDA's libraries: what it asks of
 * them, and what its kernels compute, on every shape of the check that a GPU runs.
 */
class CudaDeviceTest {

  @TempDir private static Path folder;

  private static EmulatedGpu gpu;

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean fits = system.contains("linux") && System.getProperty("os.arch").equals("amd64");
    assumeTrue(fits && compilerIsThere(), "no g++ for Linux on x86-64: CUDA was not emulated");
    gpu = new EmulatedGpu(folder, MapType.FLOAT32);
  }

  private static boolean compilerIsThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "g++")));
  }

  private static String vectors() throws URISyntaxException {
    return TorchFixture.folder().toString();
  }

  @Test
  void computes_what_the_cpu_does() throws IOException, InterruptedException, URISyntaxException {
    String words = gpu.java("nothing", DeviceCheck.class, "float32", vectors());

    assertThat(words)
        .contains("a GPU emulated by the CPU", "Adam", "batch norm back", "PyTorch's conv-groups2");
    assertThat(words).endsWith("all right\n");
  }

  /** The emulated tensor cores round factors to 11 bits, which is seen, and depthwise has none. */
  @Test
  void tf32_rounds_the_factors_of_products_and_nothing_else()
      throws IOException, InterruptedException, URISyntaxException {
    String words = gpu.java("nothing", DeviceCheck.class, "tf32", vectors(), "products");

    assertThat(words).endsWith("all right\n");
    for (String kind : List.of("convolution", "product")) {
      for (String direction : List.of("forward", "back data", "back weights")) {
        assertThat(words).containsPattern(kind + " " + direction + " .* 0\\.000\\d+ of ");
      }
    }
    assertThat(words).containsPattern("depthwise forward .*e-07 of ");
  }

  /** The largest difference allowed is that of one value and its neighbour. */
  @ParameterizedTest
  @EnumSource(names = {"BF16", "FP16"})
  void maps_may_have_half_as_many_bits(CudaPrecision precision, @TempDir Path own)
      throws IOException, InterruptedException, URISyntaxException {
    EmulatedGpu narrow = new EmulatedGpu(own, precision.maps());
    String name = precision.name().toLowerCase(Locale.ROOT);

    assertThat(narrow.java("nothing", DeviceCheck.class, name, vectors())).endsWith("all right\n");
    if (precision == CudaPrecision.BF16) {
      assertThat(narrow.java("heuristics dense", DeviceCheck.class, name, vectors(), "products"))
          .endsWith("all right\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels-last fused", "heuristics dense", "workspace"})
  void has_another_way_where_cudnn_is_unable_to(String tasks)
      throws IOException, InterruptedException, URISyntaxException {
    String words = gpu.java(tasks, DeviceCheck.class, "float32", vectors(), "products");

    assertThat(words).contains("convolution back data").endsWith("all right\n");
  }

  /**
   * A network of each kind of layer; with {@code -Dzoo.every-network=true} all there are, which
   * takes most of an hour.
   */
  @Test
  void whole_networks_have_the_gradients_and_outputs_of_the_stand_in()
      throws IOException, InterruptedException {
    List<String> models =
        Boolean.getBoolean("zoo.every-network")
            ? Models.names()
            : List.of("lenet5", "googlenet", "resnet18", "mobilenetv2");
    String words = gpu.java("nothing", WholeNetworks.class, models.toArray(String[]::new));

    assertThat(words.lines()).hasSameSizeAs(models).allMatch(line -> line.endsWith("right"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "peers"})
  void two_gpus_sum_their_gradients(String unable) throws IOException, InterruptedException {
    assertThat(gpu.java(unable, TwoGpus.class))
        .isEqualTo("sync-norm false: right, right\nsync-norm true: right, right\n");
  }

  /**
   * The emulated GPU works as late as it may, so that whoever doesn't wait for a copy misses it.
   */
  @Test
  void batches_copied_ahead_give_the_same_bits() throws IOException, InterruptedException {
    String words = gpu.java("nothing", NextBatch.class);

    assertThat(words).isEqualTo("gradients: true\noutputs: true\n");
  }

  /** Of the gradients four are replayed, of the outputs one. */
  @Test
  void a_fast_gpu_replays_what_repeats(@TempDir Path choices)
      throws IOException, InterruptedException {
    String words = gpu.java("nothing", Replays.class, choices.toString());

    assertThat(words.lines())
        .containsExactly(
            "another seed drops others: true",
            "first seed: true",
            "second seed: true",
            "other parameters: true",
            "memory was freed: true",
            "captured anew: true",
            "output: true",
            "graphs launched: 5");
  }

  @Test
  void what_cannot_be_captured_is_told_once_and_called(@TempDir Path choices)
      throws IOException, InterruptedException {
    String words = gpu.java("graphs", Replays.class, choices.toString());

    assertThat(words.lines().filter(line -> !line.endsWith(": true")))
        .singleElement()
        .asString()
        .startsWith("steps can't be replayed as CUDA graphs, and are slower by their calls: ")
        .contains("cudaStreamEndCapture");
  }

  /** What was timed once is known to the next process, and of smaller batches to the same one. */
  @Test
  void another_process_takes_the_same_ways_without_timing(@TempDir Path choices)
      throws IOException, InterruptedException {
    assertThat(ways(choices, false)).startsWith("timed: 2\nFORWARD ");
    assertThat(ways(choices, false)).isEqualTo("timed: 0\n");
    try (Stream<Path> files = Files.list(choices)) {
      Path kept = files.filter(file -> file.toString().endsWith(".tsv")).findFirst().orElseThrow();
      assertThat(kept)
          .content()
          .startsWith("a GPU emulated by the CPU, CUDA driver 13000, cuDNN 91900, FLOAT32\n")
          .contains("FORWARD ", "BACK_DATA ", "INFERENCE ");
    }
  }

  /**
   * The third algorithm that cuDNN knows for each convolution doesn't always give the same bits.
   */
  @Test
  void a_fast_gpu_has_more_ways_and_keeps_them_apart(@TempDir Path choices)
      throws IOException, InterruptedException {
    assertThat(ways(choices, false))
        .contains("cuDNN's algorithm 5, CHANNELS ", "cuDNN's algorithm 5, PLANES ")
        .doesNotContain("cuDNN's algorithm 3")
        .doesNotContainPattern("algorithm 5, CHANNELS .*algorithm 5, CHANNELS ");
    assertThat(ways(choices, true))
        .startsWith("timed: 2\n")
        .contains("cuDNN's algorithm 5, CHANNELS ", "cuDNN's algorithm 3, CHANNELS ");
    assertThat(ways(choices, true)).isEqualTo("timed: 0\n");
    try (Stream<Path> files = Files.list(choices)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tsv"))).hasSize(2);
    }
  }

  private static String ways(Path choices, boolean fast) throws IOException, InterruptedException {
    return gpu.java("nothing", KeptWays.class, choices.toString(), String.valueOf(fast));
  }
}
