package org.dl4jzoo.data.split;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;

/** The text of split.csv. */
final class SplitCsv {

  /**
   * One image.
   *
   * @param file its name
   * @param label the name of its class
   * @param sha256 of the file, in hexadecimal; null in the files of older versions
   */
  record Row(String file, String label, Subset subset, String sha256) {}

  private static final List<String> COLUMNS = List.of("file", "class", "subset", "sha256");

  /** What older versions wrote. */
  private static final int COLUMNS_WITHOUT_HASH = 3;

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** What a formula begins with, maybe behind apostrophes. */
  private static final String FORMULA = "(?s)'*[=+@-].*";

  private SplitCsv() {}

  static String format(
      Map<Subset, List<Example>> subsets, List<String> classes, Map<String, String> digests)
      throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(COLUMNS);
      for (Map.Entry<Subset, List<Example>> subset : subsets.entrySet()) {
        for (Example example : subset.getValue()) {
          printer.printRecord(
              noFormula(example.name()),
              noFormula(classes.get(example.label())),
              subset.getKey(),
              digests.get(example.name()));
        }
      }
    }
    return text.toString();
  }

  static List<Row> read(Path csv) {
    List<Row> rows = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(csv);
        CSVParser parser = FORMAT.parse(reader)) {
      int columns = 0;
      for (CSVRecord record : parser) {
        if (columns == 0) {
          columns = record.size();
        } else {
          rows.add(row(record, columns, parser.getCurrentLineNumber(), csv));
        }
      }
    } catch (NoSuchFileException e) {
      throw new InvalidDataException("there is no file " + csv, e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read %s: %s".formatted(csv, e.getMessage()), e);
    }
    return rows;
  }

  private static Row row(CSVRecord record, int columns, long line, Path csv) {
    boolean known = columns == COLUMNS_WITHOUT_HASH || columns == COLUMNS.size();
    if (!known || record.size() != columns) {
      throw new InvalidDataException(
          "line %d of %s must have the columns %s"
              .formatted(
                  line, csv, String.join(",", known ? COLUMNS.subList(0, columns) : COLUMNS)));
    }
    return new Row(
        original(record.get(0)),
        original(record.get(1)),
        subset(record.get(2), csv),
        columns == COLUMNS.size() ? record.get(3) : null);
  }

  /** With an apostrophe before what a spreadsheet would compute. */
  private static String noFormula(String name) {
    return name.matches(FORMULA) ? "'" + name : name;
  }

  private static String original(String cell) {
    return cell.startsWith("'") && cell.matches(FORMULA) ? cell.substring(1) : cell;
  }

  private static Subset subset(String word, Path csv) {
    return Arrays.stream(Subset.values())
        .filter(subset -> subset.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidDataException(
                    "subset must be train, validation or test; got \"%s\" (%s)"
                        .formatted(word, csv)));
  }
}
