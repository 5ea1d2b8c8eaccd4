package org.dl4jzoo.app.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that Linux has mapped into this process, among them each library that was loaded. */
final class MappedFiles {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private MappedFiles() {}

  /** The first file whose name begins so; empty on other systems. */
  static Optional<Path> find(String nameBegins) {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains("/" + nameBegins))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .filter(file -> file.getFileName().toString().startsWith(nameBegins))
          .findFirst();
    } catch (IOException otherSystem) {
      return Optional.empty();
    }
  }
}
