package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in a data set but is not part of it.
 *
 * @param noImages files that are not in a format that is read
 * @param noClass images that lie in no class
 * @param folders whole folders
 */
record LeftOut(List<Path> noImages, List<Path> noClass, List<Path> folders) {

  static final LeftOut NOTHING = new LeftOut(List.of(), List.of(), List.of());

  /** Names of folders, or images without a class, that a sentence lists. */
  private static final int MOST_LISTED = 5;

  LeftOut {
    noImages = List.copyOf(noImages);
    noClass = List.copyOf(noClass);
    folders = List.copyOf(folders);
  }

  LeftOut and(LeftOut other) {
    return new LeftOut(
        joined(noImages, other.noImages),
        joined(noClass, other.noClass),
        joined(folders, other.folders));
  }

  private static List<Path> joined(List<Path> some, List<Path> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** A sentence for each kind of which there is something. */
  List<String> sentences(Path source) {
    List<String> sentences = new ArrayList<>();
    if (!noImages.isEmpty()) {
      sentences.add(
          "left out of %s, not in a format that is read: %s".formatted(source, bySuffix(noImages)));
    }
    if (!noClass.isEmpty()) {
      sentences.add(
          "left out of %s, in no class folder: %s (%s)"
              .formatted(source, Names.images(noClass.size()), listed(noClass)));
    }
    if (!folders.isEmpty()) {
      sentences.add("left out of %s: the folders %s".formatted(source, listed(folders)));
    }
    return sentences;
  }

  private static String listed(List<Path> paths) {
    return Names.some(
        paths.stream().map(path -> path.getFileName().toString()).toList(), MOST_LISTED);
  }

  /** How many files there are of each suffix, the most frequent first. */
  static String bySuffix(List<Path> files) {
    Map<String, Long> counts =
        files.stream()
            .collect(Collectors.groupingBy(LeftOut::kind, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Of a name such as "Dr. Who's list" the part after the dot is no suffix. */
  private static String kind(Path file) {
    String suffix = ImageFile.suffix(file);
    return suffix.matches("[a-z0-9_]{1,12}") ? "." + suffix : "without a suffix";
  }
}
