package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dl4jzoo.data.InvalidDataException;

/**
 * A list of images with their classes: a CSV file with the columns path, label and, if the split is
 * to be given, split; or a text file with a path and a label a line. Paths are relative to the
 * list's folder.
 */
final class Manifest {

  /**
   * What a line says.
   *
   * @param line its number, from 1
   * @param path as it stands there
   * @param label as it stands there
   * @param subset as it stands there; null where the list has no such column
   */
  record Row(long line, String path, String label, String subset) {}

  private final Path list;
  private final List<Found.Item> items = new ArrayList<>();
  private final Map<Path, Row> known = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  private Manifest(Path list) {
    this.list = list;
  }

  /** Whether a file is a list, by its suffix. */
  static boolean isOne(Path source) {
    String name = source.getFileName() == null ? "" : source.getFileName().toString();
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt)")
        && Files.isRegularFile(source);
  }

  /**
   * Reads a list.
   *
   * @param leastClasses how many classes it must name
   * @throws InvalidDataException if it can't be read, a line says something else, or a file is not
   *     there or named twice; tells the line
   */
  static Found read(Path list, int leastClasses) {
    Manifest manifest = new Manifest(list);
    for (Row row : manifest.rows()) {
      manifest.add(row);
    }
    return manifest.found(leastClasses);
  }

  private List<Row> rows() {
    try {
      String text = Files.readString(list).replaceFirst("^\\uFEFF", "");
      return list.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
          ? ManifestText.csv(list, text)
          : ManifestText.lines(list, text);
    } catch (NoSuchFileException e) {
      throw new InvalidDataException("there is no file " + list, e);
    } catch (CharacterCodingException e) {
      throw new InvalidDataException(list + " must be a text file in UTF-8", e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read %s: %s".formatted(list, e.getMessage()), e);
    }
  }

  private void add(Row row) {
    Path folder = list.toAbsolutePath().getParent();
    Path file = folder.resolve(row.path()).normalize();
    Row same = known.putIfAbsent(file, row);
    if (same != null) {
      throw new InvalidDataException(
          "%s names %s twice, in the lines %d and %d"
              .formatted(list, row.path(), same.line(), row.line()));
    }
    if (!Files.isRegularFile(file)) {
      missing.add("%s (line %d)".formatted(row.path(), row.line()));
    }
    String name = file.startsWith(folder) ? Names.below(folder, file) : file.toString();
    String label = Names.ofClass(row.label(), "line %d of %s".formatted(row.line(), list));
    items.add(new Found.Item(file, name, label, subset(row)));
  }

  private Subset subset(Row row) {
    return row.subset() == null
        ? null
        : Subset.called(row.subset())
            .orElseThrow(
                () ->
                    new InvalidDataException(
                        "split must be train, validation or test; got \"%s\" in line %d of %s"
                            .formatted(row.subset(), row.line(), list)));
  }

  private Found found(int leastClasses) {
    if (!missing.isEmpty()) {
      throw new InvalidDataException(
          "%s names files that are not below %s: %s"
              .formatted(list, list.toAbsolutePath().getParent(), Names.some(missing, 3)));
    }
    SortedSet<String> classes = new TreeSet<>(order());
    items.forEach(item -> classes.add(item.label()));
    if (classes.size() < leastClasses) {
      throw new InvalidDataException(
          items.isEmpty()
              ? "%s names no image".formatted(list)
              : "a classifier needs at least two classes; %s has only %s"
                  .formatted(list, classes.first()));
    }
    return new Found(items, classes, LeftOut.NOTHING, List.of());
  }

  /** Of labels that are numbers, 10 comes after 9: they are another program's indices. */
  private Comparator<String> order() {
    boolean numbers = items.stream().allMatch(item -> item.label().matches("\\d{1,9}"));
    return numbers
        ? Comparator.<String>comparingInt(Integer::parseInt)
            .thenComparing(Comparator.naturalOrder())
        : Comparator.naturalOrder();
  }
}
