package org.dl4jzoo.zoo.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.MapType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sources of the kernels; NVIDIA's compiler needs no GPU. */
class NvrtcProgramTest {

  @TempDir private Path folder;

  /** GPUs of 7.5 have no bfloat16 of their own; kernels need none. */
  static Stream<Arguments> targets() {
    return Stream.concat(
        IntStream.of(75, 80, 86, 89, 90, 100, 120)
            .mapToObj(capability -> arguments(capability, MapType.FLOAT32)),
        Stream.of(
            arguments(80, MapType.BFLOAT16),
            arguments(120, MapType.BFLOAT16),
            arguments(75, MapType.FLOAT16),
            arguments(120, MapType.FLOAT16)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void the_kernels_compile_for(int capability, MapType maps)
      throws IOException, InterruptedException {
    assumeTrue(compilerIsThere(), "no nvcc on the PATH: the CUDA kernels were not compiled");
    Path source = Files.writeString(folder.resolve("kernels.cu"), NvrtcProgram.source());
    Path cubin = folder.resolve("kernels.cubin");

    Process nvcc =
        new ProcessBuilder(
                "nvcc",
                "-std=c++17",
                "-cubin",
                "-arch=sm_" + capability,
                NvrtcProgram.definition(maps),
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
