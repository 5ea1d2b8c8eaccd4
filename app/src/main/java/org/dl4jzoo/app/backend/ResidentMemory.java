package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** The memory of this process that is resident. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Bytes now. */
  public static long bytes() {
    return Pointer.physicalBytes();
  }

  /** The most bytes there ever were; where the system keeps no peak, what they are now. */
  public static long peakBytes() {
    if (!Files.isReadable(STATUS)) {
      return bytes();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseGet(ResidentMemory::bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
