package org.dl4jzoo.data.split;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.ImageFolder;

/** The text of split.csv. */
final class SplitCsv {

  private static final String FILE = "file";
  private static final String CLASS = "class";
  private static final String SUBSET = "subset";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader(FILE, CLASS, SUBSET)
          .setSkipHeaderRecord(true)
          .setRecordSeparator('\n')
          .get();

  private SplitCsv() {}

  static String format(Split split, List<String> classes) throws IOException {
    StringBuilder text = new StringBuilder();
    CSVFormat withHeader = FORMAT.builder().setSkipHeaderRecord(false).get();
    try (CSVPrinter printer = new CSVPrinter(text, withHeader)) {
      for (Subset subset : Subset.values()) {
        for (Example example : split.examples(subset)) {
          printer.printRecord(example.name(), classes.get(example.label()), word(subset));
        }
      }
    }
    return text.toString();
  }

  static Map<Subset, List<Example>> read(Path csv, ImageFolder folder) {
    Map<String, Example> byName =
        folder.examples().stream().collect(Collectors.toMap(Example::name, Function.identity()));
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    try (Reader reader = Files.newBufferedReader(csv);
        CSVParser parser = FORMAT.parse(reader)) {
      for (CSVRecord row : parser) {
        if (!row.isConsistent()) {
          throw new InvalidDataException(
              "line %d of %s must have the columns file,class,subset"
                  .formatted(parser.getCurrentLineNumber(), csv));
        }
        Example example = example(row, byName, folder, csv);
        subsets.computeIfAbsent(subset(row.get(SUBSET), csv), s -> new ArrayList<>()).add(example);
      }
    } catch (NoSuchFileException e) {
      throw new InvalidDataException("there is no file " + csv, e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read %s: %s".formatted(csv, e.getMessage()), e);
    }
    return subsets;
  }

  private static Example example(
      CSVRecord row, Map<String, Example> byName, ImageFolder folder, Path csv) {
    Example example = byName.get(row.get(FILE));
    if (example == null) {
      throw new InvalidDataException(
          "%s names the image %s, which %s does not have"
              .formatted(csv, row.get(FILE), folder.root()));
    }
    String found = folder.classes().get(example.label());
    if (!found.equals(row.get(CLASS))) {
      throw new InvalidDataException(
          "%s says that %s is of class %s; in %s it is of class %s"
              .formatted(csv, example.name(), row.get(CLASS), folder.root(), found));
    }
    return example;
  }

  private static Subset subset(String word, Path csv) {
    return Arrays.stream(Subset.values())
        .filter(subset -> word(subset).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidDataException(
                    "subset must be train, validation or test; got \"%s\" (%s)"
                        .formatted(word, csv)));
  }

  private static String word(Subset subset) {
    return subset.name().toLowerCase(Locale.ROOT);
  }
}
