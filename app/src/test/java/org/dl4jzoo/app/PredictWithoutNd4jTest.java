package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ND4J takes longer to start than all else that a prediction needs. */
class PredictWithoutNd4jTest {

  @TempDir private Path folder;

  @Test
  void a_run_of_our_layers_predicts_the_same_without_nd4j() throws Exception {
    Path images = DrawnImages.draw(folder.resolve("squares"), 3, 4);
    RunFolder run = UntrainedRun.create(folder.resolve("run"), images, Engine.ONEDNN);
    String image = images.resolve("red/00.png").toString();
    Path loaded = folder.resolve("loaded.txt");

    List<String> alone = predict(loaded, run.path().toString(), image, "--timing");

    assertThat(Files.readString(loaded))
        .contains("org.dl4jzoo.zoo.compiled.CompiledNetwork ")
        .doesNotContain(
            "org.nd4j.linalg.factory.Nd4j ", "org.nd4j.nativeblas", "org.nd4j.linalg.cpu.");
    Cli here = Cli.run("predict", run.path().toString(), image, "--engine=nd4j");
    assertThat(here.exitCode()).as(here.err()).isZero();
    assertThat(alone).containsAll(here.out().lines().toList());
    assertThat(alone).anyMatch(line -> line.matches(" *[0-9.]+ s weights"));
    assertThat(alone).anyMatch(line -> line.matches(" *[0-9.]+ s in all"));
  }

  @Test
  void nor_does_its_quantized_network_need_nd4j() throws Exception {
    Path images = DrawnImages.draw(folder.resolve("squares"), 3, 4);
    RunFolder run = UntrainedRun.create(folder.resolve("run"), images, Engine.ONEDNN);
    Cli quantized = Cli.run("quantize", run.path().toString());
    assertThat(quantized.exitCode()).as(quantized.err()).isZero();
    String image = images.resolve("red/00.png").toString();
    Path loaded = folder.resolve("loaded.txt");

    List<String> alone = predict(loaded, run.path().toString(), image, "--precision=int8");

    assertThat(Files.readString(loaded))
        .contains("org.dl4jzoo.zoo.compiled.IntegerConstants ")
        .doesNotContain("org.nd4j.linalg.factory.Nd4j ", "org.nd4j.nativeblas");
    Cli here = Cli.run("predict", run.path().toString(), image, "--precision=int8");
    assertThat(here.exitCode()).as(here.err()).isZero();
    assertThat(alone).containsAll(here.out().lines().toList());
  }

  private List<String> predict(Path loaded, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "predict"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output);
  }
}
