package org.dl4jzoo.app.console;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Named groups of named values, as text for a terminal. */
public final class Sections {

  private Sections() {}

  /**
   * The text, ending in a line break: each group under its name, the values aligned.
   *
   * @param sections values by name, named in camel case as in JSON; shown as words
   */
  public static String of(Map<String, Map<String, Object>> sections) {
    int width =
        sections.values().stream()
            .flatMap(section -> section.keySet().stream())
            .mapToInt(name -> words(name).length())
            .max()
            .orElse(0);
    return sections.entrySet().stream()
        .map(section -> section(section.getKey(), section.getValue(), width))
        .collect(Collectors.joining("\n"));
  }

  private static String section(String title, Map<String, Object> values, int width) {
    StringBuilder text = new StringBuilder(title).append('\n');
    values.forEach(
        (name, value) ->
            text.append("  %s%s  %s\n".formatted(words(name), pad(name, width), text(value))));
    return text.toString();
  }

  private static String pad(String name, int width) {
    return " ".repeat(width - words(name).length());
  }

  /** Names that are no plain camel case, such as oneDNN, stay as they are. */
  private static String words(String name) {
    return name.matches("[a-z0-9]+([A-Z][a-z0-9]+)*")
        ? name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
        : name;
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Collection<?> many) {
      return many.isEmpty()
          ? "none"
          : many.stream()
              .map(one -> Printable.line(String.valueOf(one)))
              .collect(Collectors.joining(" "));
    }
    return Printable.line(value.toString());
  }
}
