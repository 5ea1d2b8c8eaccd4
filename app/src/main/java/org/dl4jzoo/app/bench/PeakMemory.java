package org.dl4jzoo.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** The most memory that this process ever had resident. */
final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  /** Bytes; where the system keeps no peak, what is resident now. */
  static long bytes() {
    if (!Files.isReadable(STATUS)) {
      return Pointer.physicalBytes();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseGet(Pointer::physicalBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
