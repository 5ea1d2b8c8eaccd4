package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dl4jzoo.data.InvalidDataException;

/** Finds out how images are laid out, and lists them. */
final class Layout {

  /** What makes a part of a data set fit to be used, or refuses it. */
  private final UnaryOperator<ClassFolders> check;

  /** How many classes a list must name. */
  private final int leastClasses;

  private Layout(UnaryOperator<ClassFolders> check, int leastClasses) {
    this.check = check;
    this.leastClasses = leastClasses;
  }

  /** Refuses what can't be learnt from. */
  static Layout strict() {
    return new Layout(ClassFolders::checked, 2);
  }

  /** Refuses what nothing can be measured on. */
  static Layout toMeasure() {
    return new Layout(ClassFolders::checkedToMeasure, 1);
  }

  /** Lists whatever there is. */
  static Layout lenient() {
    return new Layout(UnaryOperator.identity(), 2);
  }

  /** A folder of classes, a folder of subsets, or a list. */
  Found read(Path source) {
    if (Manifest.isOne(source)) {
      return Manifest.read(source, leastClasses);
    }
    Function<Path, String> name = file -> Names.below(source, file);
    Optional<SplitFolders> split = SplitFolders.in(source);
    if (split.isEmpty()) {
      return check.apply(ClassFolders.in(source)).found(null, name);
    }
    Found found = Found.nothing(split.get().remarks());
    for (Map.Entry<Subset, Path> part : split.get().folders().entrySet()) {
      found = found.and(classFolders(part.getKey(), part.getValue(), name));
    }
    return checked(found, source);
  }

  /** A source for each subset, none of which may be split itself. */
  Found read(Map<Subset, Path> sources) {
    Found found = Found.nothing(List.of());
    for (Map.Entry<Subset, Path> part : sources.entrySet()) {
      found = found.and(part(part.getKey(), part.getValue()));
    }
    return checked(found, sources.get(Subset.TRAIN));
  }

  private Found part(Subset subset, Path source) {
    if (Manifest.isOne(source)) {
      return Manifest.read(source, leastClasses).as(subset);
    }
    if (SplitFolders.in(source).isPresent()) {
      throw new InvalidDataException(
          "the %s images must be a folder of classes; %s is split itself"
              .formatted(subset, source));
    }
    return classFolders(subset, source, file -> subset + "/" + Names.below(source, file));
  }

  /** Only images to learn from have to be there for every class. */
  private Found classFolders(Subset subset, Path folder, Function<Path, String> name) {
    ClassFolders folders = ClassFolders.in(folder);
    return (subset == Subset.TRAIN ? check.apply(folders) : folders).found(subset, name);
  }

  /**
   * Checks that no class is in the other subsets only.
   *
   * @throws InvalidDataException if one is; names them
   */
  private static Found checked(Found found, Path source) {
    SortedSet<String> learnt = found.classesOf(Subset.TRAIN);
    if (learnt.isEmpty()) {
      return found;
    }
    for (Subset subset : List.of(Subset.VALIDATION, Subset.TEST)) {
      SortedSet<String> unknown = new TreeSet<>(found.classesOf(subset));
      unknown.removeAll(learnt);
      if (!unknown.isEmpty()) {
        throw new InvalidDataException(
            "the %s images of %s must be of classes that there are training images of; got %s"
                .formatted(subset, source, unknown.stream().collect(Collectors.joining(", "))));
      }
    }
    return found;
  }
}
