package org.dl4jzoo.data.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Names;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.preprocess.ImageLoader;

/** Finds the images of an earlier split where they are now: by name, else by their contents. */
final class SavedSplit {

  /** Images that a message names. */
  private static final int MOST_NAMED = 5;

  private final Path csv;
  private final LabelledImages images;
  private final List<SplitCsv.Row> all;
  private final Map<String, Example> byName = new HashMap<>();
  private final Map<SplitCsv.Row, Example> found = new HashMap<>();
  private int renamed;

  /**
   * A split to be found again.
   *
   * @param csv the file it is from, for messages
   * @param all what the file says
   * @param images where they are now
   */
  SavedSplit(Path csv, List<SplitCsv.Row> all, LabelledImages images) {
    this.csv = csv;
    this.images = images;
    this.all = all;
    images.examples().forEach(example -> byName.putIfAbsent(example.name(), example));
  }

  Split of(Set<Subset> wanted) {
    List<SplitCsv.Row> rows = all.stream().filter(row -> wanted.contains(row.subset())).toList();
    rows.parallelStream()
        .filter(this::hasItsName)
        .toList()
        .forEach(row -> found.put(row, byName.get(name(row))));
    List<SplitCsv.Row> rest = rows.stream().filter(row -> !found.containsKey(row)).toList();
    if (rest.stream().anyMatch(row -> row.sha256() != null)) {
      findByContents(rest);
    }
    refuseMissing(rest.stream().filter(row -> !found.containsKey(row)).toList());
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    Map<String, String> digests = new HashMap<>();
    for (SplitCsv.Row row : rows) {
      Example example = found.get(row);
      refuseOtherClass(row, example);
      subsets.computeIfAbsent(row.subset(), subset -> new ArrayList<>()).add(example);
      if (row.sha256() != null) {
        digests.put(example.name(), row.sha256());
      }
    }
    int toTrain = subsets.getOrDefault(Subset.TRAIN, List.of()).size();
    return new Split(images.classes(), subsets, digests, List.of(), remarks(), toTrain);
  }

  private boolean hasItsName(SplitCsv.Row row) {
    Example named = byName.get(name(row));
    return named != null && (row.sha256() == null || row.sha256().equals(digest(named)));
  }

  private static String name(SplitCsv.Row row) {
    return Names.canonical(row.file());
  }

  /** What can't be read has no contents that could be the right ones. */
  private static String digest(Example example) {
    try {
      return ContentDigest.of(ImageLoader.read(example.file()));
    } catch (UnreadableImageException e) {
      return e.reason();
    }
  }

  private void findByContents(List<SplitCsv.Row> rows) {
    Collection<Example> known = Set.copyOf(found.values());
    Map<String, Example> byContents =
        images.examples().parallelStream()
            .filter(example -> !known.contains(example))
            .collect(Collectors.toMap(SavedSplit::digest, example -> example, (a, b) -> a));
    for (SplitCsv.Row row : rows) {
      Example moved = byContents.get(row.sha256());
      if (moved != null) {
        renamed++;
        found.put(row, moved);
      }
    }
  }

  private void refuseMissing(List<SplitCsv.Row> rows) {
    List<String> changed =
        rows.stream().filter(row -> byName.containsKey(name(row))).map(SplitCsv.Row::file).toList();
    List<String> gone =
        rows.stream().map(SplitCsv.Row::file).filter(file -> !changed.contains(file)).toList();
    if (!gone.isEmpty()) {
      throw new InvalidDataException(
          "%s names %s, which %s does not have".formatted(csv, counted(gone), images.source()));
    }
    if (!changed.isEmpty()) {
      throw new InvalidDataException(
          "%s names %s, which %s has with other contents"
              .formatted(csv, counted(changed), images.source()));
    }
  }

  private static String counted(List<String> names) {
    return names.size() == 1
        ? "the image " + names.get(0)
        : "%d images (%s)".formatted(names.size(), Names.some(names, MOST_NAMED));
  }

  private void refuseOtherClass(SplitCsv.Row row, Example example) {
    String label = images.classes().get(example.label());
    if (!Names.canonical(label).equals(Names.canonical(row.label()))) {
      throw new InvalidDataException(
          "%s says that %s is of class %s; in %s it is of class %s"
              .formatted(csv, row.file(), row.label(), images.source(), label));
    }
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (renamed > 0) {
      remarks.add(
          "known by their contents, as their names in %s are others than in %s: %s"
              .formatted(images.source(), csv, Names.images(renamed)));
    }
    Set<String> names = new HashSet<>();
    all.forEach(row -> names.add(name(row)));
    found.values().forEach(example -> names.add(example.name()));
    long others =
        images.examples().stream().filter(example -> !names.contains(example.name())).count();
    if (others > 0) {
      remarks.add(
          "left out of %s, not in %s: %s".formatted(images.source(), csv, Names.images(others)));
    }
    return remarks;
  }
}
