package org.dl4jzoo.zoo.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of the kernels; NVIDIA's compiler needs no GPU. */
class NvrtcProgramTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {75, 80, 86, 89, 90, 100, 120})
  void the_kernels_compile_for(int capability) throws IOException, InterruptedException {
    assumeTrue(compilerIsThere(), "no nvcc on the PATH: the CUDA kernels were not compiled");
    Path source = Files.writeString(folder.resolve("kernels.cu"), NvrtcProgram.source());
    Path cubin = folder.resolve("kernels.cubin");

    Process nvcc =
        new ProcessBuilder(
                "nvcc",
                "-std=c++17",
                "-cubin",
                "-arch=sm_" + capability,
                "-Xptxas=-O1",
                "-o",
                cubin.toString(),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String words = new String(nvcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(nvcc.waitFor()).as(words).isZero();
    assertThat(words).isBlank();
    assertThat(cubin).isNotEmptyFile();
  }

  private static boolean compilerIsThere() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "nvcc")));
  }

  @Test
  void the_sources_include_nothing_as_the_compiler_at_run_time_has_no_headers() {
    assertThat(NvrtcProgram.source()).doesNotContain("#include");
  }
}
