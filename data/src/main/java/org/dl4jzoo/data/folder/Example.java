package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import org.dl4jzoo.data.InvalidDataException;

/**
 * One labelled image.
 *
 * @param file the image
 * @param name its path below the folder's root with '/' between the parts: the same on every system
 * @param label index into the folder's sorted classes, or {@link #UNLABELLED}
 */
public record Example(Path file, String name, int label) {

  /** The label of an image whose class is not known; its row of one-hot labels is all zero. */
  public static final int UNLABELLED = -1;

  /** Checks the label. */
  public Example {
    if (label < UNLABELLED) {
      throw new InvalidDataException("label must be at least -1; got " + label + " for " + name);
    }
  }

  /** An image to predict: its name is the path as given. */
  public static Example unlabelled(Path file) {
    return new Example(file, file.toString(), UNLABELLED);
  }
}
