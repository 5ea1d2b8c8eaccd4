package org.dl4jzoo.app.run;

import java.nio.file.Path;
import java.util.Locale;

/** Which checkpoint of a run. */
public enum CheckpointChoice {
  /** The one of the epoch that was best on the validation images. */
  BEST,
  /** The newest one. */
  LAST;

  public Path of(RunFolder run) {
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
