package org.dl4jzoo.app.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native CPU library as it was loaded, which is not always as it was asked for.
 *
 * @param path the library's file, in JavaCPP's cache
 * @param level instruction sets it was compiled for
 * @param has what is compiled into it, such as ONEDNN
 */
record LoadedLibrary(Path path, String level, List<String> has) {

  private static final Pattern HAVE = Pattern.compile("HAVE_(\\w+)");

  /** Copies the list. */
  LoadedLibrary {
    has = List.copyOf(has);
  }

  /** The library of this process; ND4J has been started. */
  static LoadedLibrary ofNd4j() {
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    return new LoadedLibrary(
        Path.of(Loader.load(Nd4jCpu.class)),
        levelName(operations.binaryLevel()),
        HAVE.matcher(operations.buildInfo()).results().map(found -> found.group(1)).toList());
  }

  /** Whether it lies in the folder of that build, such as {@code linux-x86_64-onednn-avx2}. */
  boolean isBuild(String name) {
    String platform = Loader.Detector.getPlatform();
    String folder = name.equals("generic") ? platform : platform + "-" + name;
    return path.getParent().getFileName().toString().equals(folder);
  }

  private static String levelName(int level) {
    return switch (level) {
      case 1 -> "generic";
      case 2 -> "AVX2";
      case 3 -> "AVX-512";
      default -> "level " + level;
    };
  }
}
