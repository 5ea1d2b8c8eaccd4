package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jzoo.data.InvalidDataException;

/**
 * A folder with one sub-folder a class. Images at any depth below a class belong to it; symbolic
 * links are followed, but not to where the class itself lies.
 */
final class ClassFolders {

  private final Path root;
  private final List<Path> folders;
  private final Map<Path, List<Path>> images = new HashMap<>();
  private final Map<Path, List<Path>> others = new HashMap<>();

  private ClassFolders(Path root) {
    this.root = root;
    this.folders = FolderListing.subfolders(root);
    refuseSameFolders();
    for (Path folder : folders) {
      Map<Boolean, List<Path>> files =
          FolderListing.files(folder).parallelStream()
              .collect(Collectors.partitioningBy(ImageFile::isOne));
      images.put(folder, files.get(true));
      others.put(folder, files.get(false));
    }
  }

  /**
   * Lists a folder; of files whose suffix is none of an image's, the first bytes are read.
   *
   * @throws InvalidDataException if it is missing, no folder or not readable, or a link makes the
   *     images of one class those of another too
   */
  static ClassFolders in(Path root) {
    return new ClassFolders(root);
  }

  private void refuseSameFolders() {
    Map<Path, Path> known = new HashMap<>();
    try {
      for (Path folder : folders) {
        FolderListing.refuseLinkUpwards(folder, root);
        Path same = known.putIfAbsent(folder.toRealPath(), folder);
        if (same != null) {
          throw new InvalidDataException(
              "%s and %s are one folder: its images would be of two classes"
                  .formatted(same, folder));
        }
      }
    } catch (IOException e) {
      throw new InvalidDataException("cannot list %s: %s".formatted(root, e.getMessage()), e);
    }
  }

  /**
   * Checks that there is something to learn.
   *
   * @throws InvalidDataException if there are fewer than two classes, or one has no image or a name
   *     that no list could hold
   */
  ClassFolders checked() {
    if (folders.size() < 2) {
      throw new InvalidDataException(folders.isEmpty() ? hasNone() : hasOnly(folders.get(0)));
    }
    for (Path folder : folders) {
      Names.ofClass(folder.getFileName().toString(), folder);
      if (images.get(folder).isEmpty()) {
        throw new InvalidDataException(
            "each sub-folder must hold images of its class; %s has none%s"
                .formatted(folder, otherFiles(folder)));
      }
    }
    return this;
  }

  /**
   * Checks that there is something to measure a network on that knows the classes: one will do, and
   * some may be without an image.
   *
   * @throws InvalidDataException if there is no image, a name that no list could hold, or another
   *     folder seems to be meant
   */
  ClassFolders checkedToMeasure() {
    if (folders.isEmpty()) {
      throw new InvalidDataException(hasNone());
    }
    if (folders.size() == 1 && mayBeMeant(folders.get(0))) {
      throw new InvalidDataException(hasOnly(folders.get(0)));
    }
    folders.forEach(folder -> Names.ofClass(folder.getFileName().toString(), folder));
    if (images.values().stream().allMatch(List::isEmpty)) {
      throw new InvalidDataException(
          "expected one sub-folder a class with images in it; in %s none has one".formatted(root));
    }
    return this;
  }

  private static boolean mayBeMeant(Path folder) {
    return FolderListing.subfolders(folder).size() > 1;
  }

  private String hasNone() {
    return "expected one sub-folder a class with images in it; %s has no sub-folder"
        .formatted(root);
  }

  private String hasOnly(Path folder) {
    return "a classifier needs at least two classes; %s has only the sub-folder %s%s"
        .formatted(
            root,
            folder.getFileName(),
            mayBeMeant(folder) ? "; is %s meant?".formatted(folder) : "");
  }

  private String otherFiles(Path folder) {
    List<Path> files = others.get(folder);
    return files.isEmpty()
        ? ""
        : ", but files in no format that is read: " + LeftOut.bySuffix(files);
  }

  /**
   * What there is, classes sorted by name and images by path.
   *
   * @param subset what all images are for; null if that is left open
   * @param name how an image is called
   */
  Found found(Subset subset, Function<Path, String> name) {
    List<Found.Item> items = new ArrayList<>();
    SortedSet<String> classes = new TreeSet<>();
    for (Path folder : folders) {
      String label = Names.canonical(folder.getFileName().toString());
      classes.add(label);
      images
          .get(folder)
          .forEach(file -> items.add(new Found.Item(file, name.apply(file), label, subset)));
    }
    return new Found(items, classes, leftOut(), remarks());
  }

  private LeftOut leftOut() {
    List<Path> noImages = new ArrayList<>();
    List<Path> noClass = new ArrayList<>();
    FolderListing.filesDirectlyIn(root)
        .forEach(file -> (ImageFile.isOne(file) ? noClass : noImages).add(file));
    folders.forEach(folder -> noImages.addAll(others.get(folder)));
    List<Path> leftovers =
        FolderListing.LEFTOVERS.stream().map(root::resolve).filter(Files::isDirectory).toList();
    return new LeftOut(noImages, noClass, leftovers);
  }

  /** Who has sub-folders may have meant these to be the classes. */
  private List<String> remarks() {
    List<String> deeper =
        folders.stream()
            .filter(this::hasImagesInSubfoldersOnly)
            .map(folder -> folder.getFileName().toString())
            .toList();
    return deeper.isEmpty()
        ? List.of()
        : List.of(
            "images in sub-folders belong to the class above them (%s in %s)"
                .formatted(Names.some(deeper, 5), root));
  }

  private boolean hasImagesInSubfoldersOnly(Path folder) {
    List<Path> own = images.get(folder);
    return !own.isEmpty() && own.stream().noneMatch(image -> folder.equals(image.getParent()));
  }
}
