package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say where oneDNN is held to AVX2, so that it has no instructions for integers. */
class OlderCpuTest {

  private static final String NOTE =
      "this CPU has no VNNI instructions: int8 may be no faster than float32 and is less exact,"
          + " as some weights keep 7 of 8 bits, and sums of large products may be cut off";

  @TempDir private Path folder;

  /** A process that runs several commands, as oneDNN asks for its instructions only once. */
  static final class Commands {

    private Commands() {}

    /** Prints what each command says on stderr. */
    public static void main(String[] commands) {
      for (String command : commands) {
        String[] arguments = command.split(" ", -1);
        Cli cli = Cli.run(arguments);
        System.out.printf("%s: %d%n%s", arguments[0], cli.exitCode(), cli.err());
      }
    }
  }

  private String said(String... commands) throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName())
            .redirectError(folder.resolve("err").toFile());
    process.command().addAll(List.of(commands));
    process.environment().put("ONEDNN_MAX_CPU_ISA", "AVX2");
    Process started = process.start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(started.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
    return said;
  }

  @Test
  void every_command_for_integers_says_once_what_to_expect() throws Exception {
    assumeThat(Engine.fastest()).isEqualTo(Engine.ONEDNN);
    Path images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    RunFolder run = UntrainedRun.create(folder.resolve("run"), images);

    String said =
        said(
            "quantize %s --images=4".formatted(run),
            "predict %s %s --precision=int8".formatted(run, images),
            "bench --model=lenet5 --mode=infer --precision=int8 --seconds=0",
            "bench --model=lenet5 --mode=infer --seconds=0");

    List<String> lines =
        said.lines().filter(line -> line.equals(NOTE) || line.matches("[a-z]+: \\d")).toList();
    assertThat(lines)
        .containsExactly("quantize: 0", NOTE, "predict: 0", NOTE, "bench: 0", NOTE, "bench: 0");
  }
}
