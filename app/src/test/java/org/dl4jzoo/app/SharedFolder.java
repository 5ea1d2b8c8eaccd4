package org.dl4jzoo.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files too large for the repository; tests that need them are skipped where they are missing. */
public final class SharedFolder {

  private SharedFolder() {}

  /** A file of the folder {@code ZOO_SHARED}, else of {@code shared} beside the checkout. */
  public static Path file(String name) {
    String shared = System.getenv("ZOO_SHARED");
    Path folder = shared == null ? Path.of("..", "..", "shared") : Path.of(shared);
    Path file = folder.resolve(name);
    assumeTrue(Files.exists(file), "no " + file.toAbsolutePath());
    return file;
  }
}
