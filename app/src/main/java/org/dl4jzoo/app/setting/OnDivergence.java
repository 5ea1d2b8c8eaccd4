package org.dl4jzoo.app.setting;

import java.util.Locale;

/** The values of {@code --on-divergence}: what is done when a training diverges. */
public enum OnDivergence {
  /** It stops. */
  STOP,
  /** It goes on from the last good state at half the learning rate, a few times at most. */
  ROLLBACK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
