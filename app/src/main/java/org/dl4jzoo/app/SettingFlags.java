package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.dl4jzoo.app.setting.Setting;
import org.dl4jzoo.app.setting.TrainConfig;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Puts the {@link SettingFlag}s on a command, and reads what was given. Their types are those of
 * {@link TrainConfig}.
 */
class SettingFlags implements IModelTransformer {

  private final Map<String, String> otherDefaults;

  /** The flags as {@code zoo train} has them. */
  SettingFlags() {
    this(Map.of());
  }

  /** The flags with other defaults for some settings. */
  SettingFlags(Map<String, String> otherDefaults) {
    this.otherDefaults = Map.copyOf(otherDefaults);
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    for (SettingFlag flag : SettingFlag.ALL) {
      String defaultValue = otherDefaults.getOrDefault(flag.setting(), flag.defaultValue());
      SettingFlag own = new SettingFlag(flag.setting(), defaultValue, flag.description());
      command.addOption(option(own, Setting.named(flag.setting()).orElseThrow()));
    }
    return command;
  }

  private static OptionSpec option(SettingFlag flag, Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.name())
            .description(flag.description() + shownDefault(flag))
            .defaultValue(flag.defaultValue());
    if (setting.isSwitch()) {
      return option.type(Boolean.class).arity("0").build();
    }
    return option.type(String.class).arity("1").paramLabel(setting.choices()).build();
  }

  private static String shownDefault(SettingFlag flag) {
    return flag.defaultValue() == null ? "" : " Default: " + flag.defaultValue() + ".";
  }

  /** What {@code zoo train} takes for the settings of which nothing is said. */
  static Map<String, Object> defaults() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SettingFlag flag : SettingFlag.ALL) {
      if (flag.defaultValue() != null) {
        Setting setting = Setting.named(flag.setting()).orElseThrow();
        values.put(setting.name(), setting.parse(flag.defaultValue()));
      }
    }
    return values;
  }

  /** The flags' values by setting, defaults included. */
  static Map<String, Object> all(CommandSpec command) {
    return values(command, option -> true);
  }

  /** The values of the flags that were given. */
  static Map<String, Object> given(CommandSpec command) {
    return values(
        command, option -> command.commandLine().getParseResult().hasMatchedOption(option));
  }

  private static Map<String, Object> values(CommandSpec command, Predicate<OptionSpec> which) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SettingFlag flag : SettingFlag.ALL) {
      OptionSpec option = command.findOption("--" + flag.setting());
      if (option.getValue() != null && which.test(option)) {
        Setting setting = Setting.named(flag.setting()).orElseThrow();
        values.put(setting.name(), setting.parse(option.getValue()));
      }
    }
    return values;
  }
}
