package org.dl4jzoo.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;

/** Kinds of ranges; a value outside is told as "SETTING must be RANGE; got VALUE". */
final class SettingCheck {

  private SettingCheck() {}

  static void given(String setting, Object value) {
    if (value == null) {
      throw new UsageException(setting + " is missing");
    }
  }

  static void atLeast(String setting, int least, int value) {
    check(value >= least, setting, "at least " + least, value);
  }

  static void atLeastIfGiven(String setting, Integer value) {
    if (value != null) {
      atLeast(setting, 1, value);
    }
  }

  static void atMost(String setting, int most, int value) {
    check(value <= most, setting, "at most " + most, value);
  }

  static void positive(String setting, double value) {
    check(value > 0, setting, "greater than 0", value);
  }

  static void notNegative(String setting, Number value) {
    check(value.doubleValue() >= 0, setting, "at least 0", value);
  }

  static void share(String setting, double value) {
    check(value >= 0 && value < 1, setting, "in [0, 1)", value);
  }

  /** Three shares of a whole. */
  static void shares(String setting, List<Double> values) {
    boolean fits =
        values == null
            || (values.size() == 3
                && values.stream().allMatch(share -> share >= 0)
                && values.get(0) > 0
                && Math.abs(values.stream().mapToDouble(share -> share).sum() - 1) < 1e-6);
    check(
        fits,
        setting,
        "the shares of training, validation and test, which add up to 1, such as 0.8,0.1,0.1",
        values);
  }

  /**
   * Checks that a run which is gone on with has its settings still.
   *
   * @param changeable those that may differ
   */
  static void unchanged(TrainConfig before, TrainConfig after, Set<String> changeable) {
    Map<String, Object> was = Setting.toMap(before);
    Map<String, Object> is = Setting.toMap(after);
    for (Setting setting : Setting.all()) {
      Object old = was.get(setting.name());
      Object now = is.get(setting.name());
      if (!Objects.equals(old, now) && !changeable.contains(setting.name())) {
        throw new UsageException(
            "%s of the run is %s and can't change when it is resumed; got %s"
                .formatted(setting.name(), old, now));
      }
    }
  }

  static void check(boolean holds, String setting, String rule, Object value) {
    if (!holds) {
      throw new UsageException("%s must be %s; got %s".formatted(setting, rule, value));
    }
  }
}
