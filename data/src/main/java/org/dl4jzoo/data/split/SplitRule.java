package org.dl4jzoo.data.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.CopyGroups;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Fingerprint;
import org.dl4jzoo.data.folder.Subset;

/**
 * Decides the subsets of {@link Split#of}. A group of copies has a key from 0 to 1, which is a hash
 * of the seed and the smallest SHA-256 among its files: below the validation share it is for
 * validation, in the next stretch for the test, else for training.
 */
final class SplitRule {

  private final List<Example> examples;
  private final List<Fingerprint> fingerprints;
  private final SplitFractions fractions;
  private final List<Group> groups = new ArrayList<>();

  /**
   * A rule for images.
   *
   * @param copies indices into the examples, as {@link CopyGroups} makes them
   */
  SplitRule(
      List<Example> examples,
      List<Fingerprint> fingerprints,
      List<List<Integer>> copies,
      SplitFractions fractions,
      long seed) {
    this.examples = examples;
    this.fingerprints = fingerprints;
    this.fractions = fractions;
    for (List<Integer> members : copies) {
      double key = GroupKey.of(seed, members, fingerprints);
      groups.add(new Group(members, key, subset(key)));
    }
    groups.sort(Comparator.comparingDouble(group -> group.key));
  }

  private Subset subset(double key) {
    if (key < fractions.validation()) {
      return Subset.VALIDATION;
    }
    return key < fractions.validation() + fractions.test() ? Subset.TEST : Subset.TRAIN;
  }

  /** The subset of every example. */
  List<Subset> assign(List<String> classes) {
    for (int label = 0; label < classes.size(); label++) {
      fillEmptySubsets(label, classes.get(label));
    }
    Subset[] subsets = new Subset[examples.size()];
    for (Group group : groups) {
      group.members.forEach(i -> subsets[i] = group.subset);
    }
    return List.of(subsets);
  }

  /**
   * A class that chance left without, say, a validation image gets one from the subset that has
   * most of its images: the group of smallest key among those without images of other classes.
   */
  private void fillEmptySubsets(int label, String name) {
    for (Subset wanted : wanted()) {
      Map<Subset, List<Group>> own =
          groups.stream()
              .filter(group -> group.has(label))
              .collect(Collectors.groupingBy(group -> group.subset));
      if (!own.containsKey(wanted)) {
        own.values().stream()
                .filter(some -> some.size() > 1)
                .sorted(Comparator.comparingInt(some -> -some.size()))
                .flatMap(List::stream)
                .filter(group -> group.hasOnly(label))
                .findFirst()
                .orElseThrow(() -> tooSmall(label, name))
                .subset =
            wanted;
      }
    }
  }

  private InvalidDataException tooSmall(int label, String name) {
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i).label() == label) {
        digests.add(fingerprints.get(i).digest());
      }
    }
    boolean alikeOnly = digests.stream().distinct().count() >= wanted().size();
    return new InvalidDataException(
        "class %s is too small to split: a split into %d parts needs at least as many different"
                .formatted(name, wanted().size())
            + " images in each class; it has %d (copies count once%s)"
                .formatted(
                    digests.size(),
                    alikeOnly ? ", but near-duplicates ignore counts those that are alike" : ""));
  }

  private List<Subset> wanted() {
    List<Subset> wanted = new ArrayList<>(List.of(Subset.TRAIN));
    if (fractions.validation() > 0) {
      wanted.add(Subset.VALIDATION);
    }
    if (fractions.test() > 0) {
      wanted.add(Subset.TEST);
    }
    return wanted;
  }

  private final class Group {

    private final List<Integer> members;
    private final double key;
    private Subset subset;

    Group(List<Integer> members, double key, Subset subset) {
      this.members = members;
      this.key = key;
      this.subset = subset;
    }

    boolean has(int label) {
      return members.stream().anyMatch(i -> examples.get(i).label() == label);
    }

    boolean hasOnly(int label) {
      return members.stream().allMatch(i -> examples.get(i).label() == label);
    }
  }
}
