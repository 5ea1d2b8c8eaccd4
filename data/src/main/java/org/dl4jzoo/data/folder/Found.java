package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a folder or a list of images holds.
 *
 * @param images in their order
 * @param classes the names of all classes in their order, those without an image too
 * @param leftOut what else there is
 * @param remarks what the user should know, a sentence each
 */
record Found(List<Item> images, SortedSet<String> classes, LeftOut leftOut, List<String> remarks) {

  /**
   * An image.
   *
   * @param file where it is
   * @param name what it is called, the same on every system
   * @param label the name of its class
   * @param subset what its owner wants it for; null if that is left open
   */
  record Item(Path file, String name, String label, Subset subset) {}

  static Found nothing(List<String> remarks) {
    return new Found(List.of(), new TreeSet<>(), LeftOut.NOTHING, remarks);
  }

  Found and(Found other) {
    List<Item> allImages = new ArrayList<>(images);
    allImages.addAll(other.images);
    SortedSet<String> allClasses = new TreeSet<>(other.classes);
    allClasses.addAll(classes);
    List<String> allRemarks = new ArrayList<>(remarks);
    allRemarks.addAll(other.remarks);
    return new Found(allImages, allClasses, leftOut.and(other.leftOut), allRemarks);
  }

  /** The same images, all of them for one subset, whose name is before theirs. */
  Found as(Subset subset) {
    List<Item> items =
        images.stream()
            .map(
                item ->
                    new Item(item.file, "%s/%s".formatted(subset, item.name), item.label, subset))
            .toList();
    return new Found(items, classes, leftOut, remarks);
  }

  /** The classes that have an image in a subset. */
  SortedSet<String> classesOf(Subset subset) {
    return images.stream()
        .filter(item -> item.subset == subset)
        .map(Item::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
