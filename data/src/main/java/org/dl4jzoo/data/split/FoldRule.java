package org.dl4jzoo.data.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.CopyGroups;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Fingerprint;

/**
 * Decides the folds of {@link Folds}: the groups of copies are dealt out like cards, class by
 * class, in an order that a hash of the seed and their contents gives. So every class and all
 * images together are dealt out evenly.
 */
final class FoldRule {

  private final List<Example> examples;
  private final int folds;
  private final List<List<Integer>> groups;

  /**
   * A rule for images.
   *
   * @param copies indices into the examples, as {@link CopyGroups} makes them
   */
  FoldRule(
      List<Example> examples,
      List<Fingerprint> fingerprints,
      List<List<Integer>> copies,
      int folds,
      long seed) {
    this.examples = examples;
    this.folds = folds;
    this.groups =
        copies.stream()
            .sorted(Comparator.comparingDouble(group -> GroupKey.of(seed, group, fingerprints)))
            .toList();
  }

  /**
   * The fold of every example, counted from 0.
   *
   * @throws InvalidDataException if a class has fewer different images than there are folds
   */
  int[] assign(List<String> classes) {
    int[] fold = new int[examples.size()];
    int dealt = 0;
    for (int label = 0; label < classes.size(); label++) {
      List<List<Integer>> own = groupsOf(label);
      if (own.size() < folds) {
        throw new InvalidDataException(
            "class %s is too small for %d folds, which take at least as many different images of each class; it has %d (copies count once)"
                .formatted(classes.get(label), folds, own.size()));
      }
      for (List<Integer> group : own) {
        for (int i : group) {
          fold[i] = dealt % folds;
        }
        dealt++;
      }
    }
    return fold;
  }

  /** Those whose first image is of the class: copies with other labels follow it. */
  private List<List<Integer>> groupsOf(int label) {
    List<List<Integer>> own = new ArrayList<>();
    for (List<Integer> group : groups) {
      if (examples.get(group.get(0)).label() == label) {
        own.add(group);
      }
    }
    return own;
  }
}
