package org.dl4jzoo.zoo.device.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.device.MapType;

/**
 * Our kernels and stand-ins for CUDA's libraries, compiled for the CPU to one library, and programs
 * that run with it in place of CUDA's.
 */
final class EmulatedGpu {

  private static final Path BUILD = Path.of("src/test/cuda/build.sh");

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
    run(new ProcessBuilder("sh", BUILD.toString(), folder.toString(), maps.name()));
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
