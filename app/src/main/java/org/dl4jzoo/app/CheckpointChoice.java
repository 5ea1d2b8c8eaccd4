package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.Locale;
import org.dl4jzoo.app.train.RunFolder;

/** Which checkpoint of a run. */
enum CheckpointChoice {
  /** The one of the epoch that was best on the validation images. */
  BEST,
  /** The newest one. */
  LAST;

  Path of(RunFolder run) {
    return switch (this) {
      case BEST -> run.best();
      case LAST -> run.last();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
