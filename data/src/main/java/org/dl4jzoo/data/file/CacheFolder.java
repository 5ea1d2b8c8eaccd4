package org.dl4jzoo.data.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.dl4jzoo.data.InvalidDataException;

/** Where downloads, drawn images and decoded images are kept. */
public final class CacheFolder {

  private static final String NAME = "dl4j-zoo";

  private CacheFolder() {}

  /**
   * The folder named by {@code ZOO_CACHE}, else {@code dl4j-zoo} in the user's cache directory
   * ({@code XDG_CACHE_HOME} or {@code ~/.cache}, {@code ~/Library/Caches}, {@code %LOCALAPPDATA%}).
   * It is not created here. The home is that of {@code HOME}, as for other programs; Java asks the
   * list of users, and knows none where that has no entry.
   */
  public static Path standard() {
    return of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static Path of(Map<String, String> environment, String os, String javaHome) {
    String chosen = environment.getOrDefault("ZOO_CACHE", "");
    if (!chosen.isBlank()) {
      try {
        return Path.of(chosen).toAbsolutePath();
      } catch (InvalidPathException e) {
        throw new InvalidDataException(
            "ZOO_CACHE must name a folder; got \"%s\"".formatted(chosen), e);
      }
    }
    String home = home(environment, javaHome);
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", NAME);
    }
    if (system.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isBlank() ? Path.of(home, "AppData", "Local", NAME) : Path.of(local, NAME);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification says that a relative path is to be ignored.
    boolean absolute = xdg.startsWith("/");
    return absolute ? Path.of(xdg, NAME) : Path.of(home, ".cache", NAME);
  }

  private static String home(Map<String, String> environment, String javaHome) {
    String home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/")) {
      return home;
    }
    boolean unknown = javaHome == null || javaHome.isBlank() || javaHome.equals("?");
    return unknown ? System.getProperty("java.io.tmpdir") : javaHome;
  }
}
