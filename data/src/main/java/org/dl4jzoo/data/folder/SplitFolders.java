package org.dl4jzoo.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.data.InvalidDataException;

/**
 * A data set that its owner has split: folders such as train and val, each with one sub-folder a
 * class.
 *
 * @param root where these folders are
 * @param labelled those with class folders, by the subset that they are called after
 * @param unlabelled those without, whose images have no class
 * @param beside other folders
 */
record SplitFolders(
    Path root, Map<Subset, List<Path>> labelled, List<Path> unlabelled, List<Path> beside) {

  /**
   * The split of a folder, unless it is one of classes. A single class may be called "train", and
   * so may one among others; two or more folders that are called like parts of a split are some.
   * Where names only mention the parts, as seg_train and seg_test do, the same classes must be in
   * them.
   *
   * @throws InvalidDataException if there are two folders for one subset, or no class in the
   *     training images
   */
  static Optional<SplitFolders> in(Path root) {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    return Optional.of(sorted(root, Subset::called))
        .filter(SplitFolders::isOne)
        .or(() -> Optional.of(sorted(root, Subset::mentionedIn)).filter(SplitFolders::isSurelyOne))
        .map(SplitFolders::checked);
  }

  private static SplitFolders sorted(Path root, Function<String, Optional<Subset>> meaning) {
    SplitFolders sorted =
        new SplitFolders(root, new EnumMap<>(Subset.class), new ArrayList<>(), new ArrayList<>());
    for (Path folder : FolderListing.subfolders(root)) {
      Optional<Subset> subset = meaning.apply(folder.getFileName().toString());
      if (subset.isEmpty()) {
        sorted.beside.add(folder);
      } else if (classes(folder).isEmpty()) {
        sorted.unlabelled.add(folder);
      } else {
        sorted.labelled.computeIfAbsent(subset.get(), key -> new ArrayList<>()).add(folder);
      }
    }
    return sorted;
  }

  /** Where the class folders are: archives often hold a folder in one of the same name. */
  private static Path inner(Path folder) {
    List<Path> below = FolderListing.subfolders(folder);
    return below.size() == 1 && below.get(0).getFileName().equals(folder.getFileName())
        ? below.get(0)
        : folder;
  }

  private static Set<String> classes(Path folder) {
    return FolderListing.subfolders(inner(folder)).stream()
        .map(below -> below.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOne() {
    boolean parts = labelled.values().stream().mapToInt(List::size).sum() + unlabelled.size() > 1;
    return parts && (beside.isEmpty() || labelled.containsKey(Subset.TRAIN));
  }

  /** Or else classes may be meant: pictures of a train station and of a test tube. */
  private boolean isSurelyOne() {
    Set<String> learnt = classes(Subset.TRAIN);
    boolean shared =
        Stream.of(Subset.VALIDATION, Subset.TEST)
            .anyMatch(subset -> classes(subset).stream().anyMatch(learnt::contains));
    boolean onlyTrainingHasClasses =
        learnt.size() > 1 && labelled.size() == 1 && !unlabelled.isEmpty() && beside.isEmpty();
    return shared || onlyTrainingHasClasses;
  }

  private Set<String> classes(Subset subset) {
    return labelled.getOrDefault(subset, List.of()).stream()
        .flatMap(folder -> classes(folder).stream())
        .collect(Collectors.toSet());
  }

  private SplitFolders checked() {
    labelled.forEach(
        (subset, same) -> {
          if (same.size() > 1) {
            throw new InvalidDataException(
                "%s must have one folder for the subset %s; it has %s and %s"
                    .formatted(root, subset, same.get(0).getFileName(), same.get(1).getFileName()));
          }
        });
    boolean training =
        unlabelled.stream()
            .map(folder -> Subset.mentionedIn(folder.getFileName().toString()).orElseThrow())
            .anyMatch(subset -> subset == Subset.TRAIN);
    if (training || labelled.isEmpty()) {
      throw new InvalidDataException(
          "expected folders of classes in those of subsets; %s has none in %s"
              .formatted(root, names(unlabelled)));
    }
    return this;
  }

  /** The folders with one sub-folder a class. */
  Map<Subset, Path> folders() {
    Map<Subset, Path> folders = new EnumMap<>(Subset.class);
    labelled.forEach((subset, only) -> folders.put(subset, inner(only.get(0))));
    return folders;
  }

  /** What was guessed, and what is not read. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    List<String> guessed = guesses();
    if (!guessed.isEmpty()) {
      remarks.add("taken as split in %s: %s".formatted(root, String.join(", ", guessed)));
    }
    if (!unlabelled.isEmpty()) {
      remarks.add("left out of %s, having no class folders: %s".formatted(root, names(unlabelled)));
    }
    if (!beside.isEmpty()) {
      List<Path> parts = labelled.values().stream().map(only -> only.get(0)).toList();
      remarks.add(
          "left out of %s, being beside %s: %s".formatted(root, names(parts), names(beside)));
    }
    return remarks;
  }

  private List<String> guesses() {
    List<String> guesses = new ArrayList<>();
    folders()
        .forEach(
            (subset, folder) -> {
              String name = Names.below(root, folder);
              if (Subset.called(name).isEmpty()) {
                guesses.add("%s for %s".formatted(name, subset));
              }
            });
    return guesses;
  }

  private static String names(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.getFileName().toString())
        .collect(Collectors.joining(", "));
  }
}
