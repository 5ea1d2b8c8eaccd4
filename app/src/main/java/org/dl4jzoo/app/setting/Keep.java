package org.dl4jzoo.app.setting;

import java.util.Locale;

/** The values of {@code --keep}: which epoch's network a training keeps as {@code best.zip}. */
public enum Keep {
  /** That of the epoch that was best on the validation images. */
  BEST,
  /** That of the last epoch: nothing is chosen on the validation images, so they are a test. */
  LAST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
