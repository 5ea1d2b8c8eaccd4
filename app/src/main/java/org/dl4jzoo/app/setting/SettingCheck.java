package org.dl4jzoo.app.setting;

import org.dl4jzoo.app.console.UsageException;

/** The ranges of settings; a value outside is told as "SETTING must be RANGE; got VALUE". */
final class SettingCheck {

  private SettingCheck() {}

  static void given(String setting, Object value) {
    if (value == null) {
      throw new UsageException(setting + " is missing");
    }
  }

  static void atLeastIfGiven(String setting, Integer value) {
    if (value != null) {
      atLeast(setting, 1, value);
    }
  }

  static void share(String setting, double value) {
    check(value >= 0 && value < 1, setting, "in [0, 1)", value);
  }

  static void atLeast(String setting, int least, int value) {
    check(value >= least, setting, "at least " + least, value);
  }

  static void check(boolean holds, String setting, String rule, Object value) {
    if (!holds) {
      throw new UsageException("%s must be %s; got %s".formatted(setting, rule, value));
    }
  }
}
