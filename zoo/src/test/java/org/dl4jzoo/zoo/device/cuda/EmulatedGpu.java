package org.dl4jzoo.zoo.device.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jzoo.zoo.device.MapType;

/**
 * Our kernels and stand-ins for CUDA's libraries, compiled for the CPU to one library, and programs
 * that run with it in place of CUDA's.
 */
final class EmulatedGpu {

  private static final Path SOURCES = Path.of("src/test/cuda");
  private static final Pattern KERNEL = Pattern.compile("^KERNEL (\\w+)\\(", Pattern.MULTILINE);
  private static final Pattern BOTH = Pattern.compile("^BOTH\\((\\w+),", Pattern.MULTILINE);
  private static final Pattern BACK_WEIGHTS =
      Pattern.compile("^BACK_WEIGHTS\\((\\d)\\)", Pattern.MULTILINE);

  /** What the natives of CUDA's presets ask for by name. */
  private static final List<String> NAMES =
      List.of(
          "libcuda.so.1",
          "libcudart.so.13",
          "libcublas.so.13",
          "libcublasLt.so.13",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_graph.so.9",
          "libnvrtc.so.13");

  private final Path folder;
  private final Path library;

  /**
   * Compiles the library.
   *
   * @param folder where it goes
   * @param maps how its kernels store maps
   */
  EmulatedGpu(Path folder, MapType maps) throws IOException, InterruptedException {
    this.folder = folder;
    this.library = folder.resolve("libemulated.so");
    String source = NvrtcProgram.source();
    Files.writeString(folder.resolve("kernels.cu"), source);
    Files.write(folder.resolve("kernels.inc"), entries(source));
    run(
        new ProcessBuilder(
            "g++",
            NvrtcProgram.definition(maps),
            "-O2",
            "-std=c++17",
            "-shared",
            "-fPIC",
            "-w",
            "-I" + folder,
            "-o",
            library.toString(),
            SOURCES.resolve("kernels.cpp").toString(),
            SOURCES.resolve("runtime.cpp").toString(),
            SOURCES.resolve("libraries.cpp").toString()));
    for (String name : NAMES) {
      Files.createSymbolicLink(folder.resolve(name), library);
    }
  }

  private static List<String> entries(String source) {
    List<String> names = new ArrayList<>(all(KERNEL, source));
    all(BOTH, source).forEach(name -> names.addAll(List.of(name + "1", name + "4")));
    for (String taps : all(BACK_WEIGHTS, source)) {
      String name = "depthwiseBackWeights" + taps;
      names.addAll(List.of(name + "x1", name + "x4"));
    }
    return names.stream().map("ENTRY(%s)"::formatted).toList();
  }

  private static List<String> all(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  /**
   * Runs a program of this class path.
   *
   * @param unable what cuDNN can't do, as the stand-ins know it, or nothing
   * @return what it printed
   */
  String java(String unable, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LD_PRELOAD", library.toString());
    builder.environment().put("LD_LIBRARY_PATH", folder.toString());
    builder.environment().put("EMULATED_CUDNN", unable);
    return run(builder);
  }

  private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(words);
    }
    return words;
  }
}
