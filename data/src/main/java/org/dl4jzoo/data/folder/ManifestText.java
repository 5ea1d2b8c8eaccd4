package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.data.InvalidDataException;

/** The text of a {@link Manifest}. */
final class ManifestText {

  /** A path may have blanks in it; a label may, too, where a tab is before it. */
  private static final Pattern LINE = Pattern.compile("([^\\t]+)\\t+(.+)|(.+?)\\s+(\\S+)");

  private static final List<String> PATH = List.of("path", "file", "filename", "image");
  private static final List<String> LABEL = List.of("label", "class");
  private static final List<String> SPLIT = List.of("split", "subset");

  private ManifestText() {}

  /** Lines of path and label; empty ones and comments are nothing. */
  static List<Manifest.Row> lines(Path list, String text) {
    List<Manifest.Row> rows = new ArrayList<>();
    long number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher parts = LINE.matcher(line.strip());
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!parts.matches()) {
        throw new InvalidDataException(
            "line %d of %s must be a path and a label; got %s".formatted(number, list, line));
      }
      boolean tab = parts.group(1) != null;
      rows.add(
          new Manifest.Row(
              number, parts.group(tab ? 1 : 3).strip(), parts.group(tab ? 2 : 4).strip(), null));
    }
    return rows;
  }

  /** Rows of CSV; the separator is the one that the header has: a comma, semicolon or tab. */
  static List<Manifest.Row> csv(Path list, String text) throws IOException {
    String header = text.lines().findFirst().orElse("");
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(header.contains(",") ? ',' : header.contains(";") ? ';' : '\t')
            .setIgnoreSurroundingSpaces(true)
            .get();
    List<Manifest.Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      Columns columns = null;
      for (CSVRecord record : parser) {
        if (columns == null) {
          columns = Columns.of(list, record);
        } else {
          rows.add(columns.row(list, record, parser.getCurrentLineNumber()));
        }
      }
    }
    return rows;
  }

  /** Where path, label and split stand; the last is -1 if there is none. */
  private record Columns(int path, int label, int split, int count) {

    static Columns of(Path list, CSVRecord header) {
      List<String> names =
          header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      Columns columns =
          new Columns(first(names, PATH), first(names, LABEL), first(names, SPLIT), names.size());
      if (columns.path < 0 || columns.label < 0) {
        throw new InvalidDataException(
            "the first line of %s must name the columns path, label and, if there is one, split;"
                    .formatted(list)
                + " got "
                + String.join(",", header));
      }
      return columns;
    }

    private static int first(List<String> names, List<String> wanted) {
      return names.stream().filter(wanted::contains).findFirst().map(names::indexOf).orElse(-1);
    }

    Manifest.Row row(Path list, CSVRecord record, long line) {
      if (record.size() != count) {
        throw new InvalidDataException(
            "line %d of %s must have the %d columns of the first; it has %d"
                .formatted(line, list, count, record.size()));
      }
      return new Manifest.Row(
          line, record.get(path), record.get(label), split < 0 ? null : record.get(split));
    }
  }
}
