package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of NVIDIA's driver, such as 580.95.05; CUDA tells only the CUDA that it is for. */
final class DriverRelease {

  private static final Path FILE = Path.of("/proc/driver/nvidia/version");

  private static final Pattern NUMBER = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

  private DriverRelease() {}

  /** The number; null where the system does not tell. */
  static String find() {
    try {
      return in(Files.readString(FILE));
    } catch (IOException notThere) {
      return null;
    }
  }

  /** The number in the file's text; null if there is none. */
  static String in(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.find() ? number.group() : null;
  }
}
