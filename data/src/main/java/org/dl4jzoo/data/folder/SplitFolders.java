package org.dl4jzoo.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dl4jzoo.data.InvalidDataException;

/**
 * A data set that its owner has split: folders such as train and val, each with one sub-folder a
 * class.
 *
 * @param root where these folders are
 * @param folders those with class folders
 * @param unlabelled those without, whose images have no class
 * @param beside other folders
 */
record SplitFolders(
    Path root, Map<Subset, Path> folders, List<Path> unlabelled, List<Path> beside) {

  /**
   * The split of a folder, unless it is one of classes. A single class may be called "train", and
   * so may one among others; two or more folders that are called like parts of a split are some.
   *
   * @throws InvalidDataException if there are two folders for one subset, or no class in the
   *     training images
   */
  static Optional<SplitFolders> in(Path root) {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    SplitFolders found =
        new SplitFolders(root, new EnumMap<>(Subset.class), new ArrayList<>(), new ArrayList<>());
    FolderListing.subfolders(root).forEach(found::add);
    boolean parts = found.folders.size() + found.unlabelled.size() > 1;
    boolean training = found.beside.isEmpty() || found.folders.containsKey(Subset.TRAIN);
    if (!parts || !training) {
      return Optional.empty();
    }
    found.refuseMissingClasses();
    return Optional.of(found);
  }

  private void add(Path folder) {
    Optional<Subset> subset = Subset.called(folder.getFileName().toString());
    if (subset.isEmpty()) {
      beside.add(folder);
    } else if (FolderListing.subfolders(folder).isEmpty()) {
      unlabelled.add(folder);
    } else {
      Path same = folders.putIfAbsent(subset.get(), folder);
      if (same != null) {
        throw new InvalidDataException(
            "%s must have one folder for the subset %s; it has %s and %s"
                .formatted(root, subset.get(), same.getFileName(), folder.getFileName()));
      }
    }
  }

  private void refuseMissingClasses() {
    boolean training =
        unlabelled.stream()
            .map(folder -> Subset.called(folder.getFileName().toString()).orElseThrow())
            .anyMatch(subset -> subset == Subset.TRAIN);
    if (training || folders.isEmpty()) {
      throw new InvalidDataException(
          "expected folders of classes in those of subsets; %s has none in %s"
              .formatted(root, names(unlabelled)));
    }
  }

  /** What is not read. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!unlabelled.isEmpty()) {
      remarks.add("left out of %s, having no class folders: %s".formatted(root, names(unlabelled)));
    }
    if (!beside.isEmpty()) {
      remarks.add(
          "left out of %s, being beside %s: %s"
              .formatted(root, names(List.copyOf(folders.values())), names(beside)));
    }
    return remarks;
  }

  private static String names(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.getFileName().toString())
        .collect(Collectors.joining(", "));
  }
}
