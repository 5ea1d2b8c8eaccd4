package org.dl4jzoo.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.data.folder.FolderCheck.ClassSummary;
import org.dl4jzoo.data.folder.FolderCheck.Report;
import org.dl4jzoo.data.folder.FolderCheck.Twins;
import org.dl4jzoo.data.folder.Unreadable;

/** The findings in a folder of images, as text for a terminal and as JSON. */
public final class FolderCheckTable {

  private static final int MOST_LINES = 50;
  private static final int MOST_TWINS = 5;

  private FolderCheckTable() {}

  /** The text, ending in a line break. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder(classes(report));
    List<String> unreadable =
        report.unreadable().stream()
            .map(file -> "%s: %s".formatted(file.example().name(), file.reason()))
            .toList();
    String troubles =
        section("cannot be read", unreadable)
            + why(report.unreadable())
            + section(
                "byte-identical", report.identical().stream().map(FolderCheckTable::line).toList())
            + section(
                "look the same",
                report.nearIdentical().stream().map(FolderCheckTable::line).toList())
            + section("too few images to split", report.tooSmall())
            + section("no image of a class", report.stray());
    return text.append(troubles.isEmpty() ? "\nno trouble found\n" : troubles).toString();
  }

  private static String classes(Report report) {
    int images = report.classes().stream().mapToInt(ClassSummary::images).sum();
    return "%s in %s\n\n"
            .formatted(Amount.of(images, "image"), Amount.of(report.classes().size(), "class"))
        + Tables.of(
            report.classes(),
            List.of(
                Tables.text("class", ClassSummary::name),
                Tables.number("images", summary -> String.valueOf(summary.images())),
                Tables.number("readable", summary -> String.valueOf(summary.readable())),
                Tables.number("width", summary -> range(summary.minWidth(), summary.maxWidth())),
                Tables.number(
                    "height", summary -> range(summary.minHeight(), summary.maxHeight()))));
  }

  private static String range(int least, int most) {
    return least == most ? String.valueOf(least) : least + "-" + most;
  }

  private static String section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    List<String> shown =
        new ArrayList<>(lines.stream().limit(MOST_LINES).map(Printable::line).toList());
    if (lines.size() > MOST_LINES) {
      shown.add("and %d more; --json has all".formatted(lines.size() - MOST_LINES));
    }
    return "\n%s (%d):\n  %s\n".formatted(title, lines.size(), String.join("\n  ", shown));
  }

  private static String why(List<Unreadable> images) {
    return images.size() <= MOST_LINES
        ? ""
        : "  in all: %s\n".formatted(Printable.line(Unreadable.reasons(images)));
  }

  private static String line(Twins twins) {
    List<String> first = twins.names().stream().limit(MOST_TWINS).toList();
    int more = twins.names().size() - first.size();
    String names = String.join(" = ", first) + (more == 0 ? "" : " and %d more".formatted(more));
    return twins.labels().size() < 2
        ? names
        : "%s (in two classes: %s)".formatted(names, String.join(", ", twins.labels()));
  }

  /** The findings as JSON has them. */
  public static Map<String, Object> toMap(Report report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("classes", report.classes());
    map.put("unreadable", report.unreadable().stream().map(FolderCheckTable::unreadable).toList());
    map.put("identical", report.identical());
    map.put("nearIdentical", report.nearIdentical());
    map.put("tooSmall", report.tooSmall());
    map.put("stray", report.stray());
    return map;
  }

  private static Map<String, String> unreadable(Unreadable file) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("name", file.example().name());
    map.put("reason", file.reason());
    return map;
  }
}
