package org.dl4jzoo.data;

import java.nio.file.Path;

/** Where downloads, drawn images and decoded images are kept. */
public final class CacheFolder {

  private CacheFolder() {}

  /** The folder named by {@code ZOO_CACHE}, else {@code dl4j-zoo} in the user's cache directory. */
  public static Path standard() {
    return Path.of(System.getProperty("user.home"), ".cache", "dl4j-zoo");
  }
}
