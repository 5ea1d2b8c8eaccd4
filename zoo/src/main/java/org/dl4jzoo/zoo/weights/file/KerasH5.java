package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes weight files that Keras's {@code load_weights} reads. */
public final class KerasH5 {

  private KerasH5() {}

  /**
   * Writes a file, replacing one that is there only when the new one is complete.
   *
   * @param layers in the order in which Keras numbers them
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, List<KerasLayer> layers) throws IOException {
    throw new IOException("no Keras file is written yet: " + file + " of " + layers.size());
  }
}
