package org.dl4jzoo.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.CopyGroups;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Fingerprint;
import org.dl4jzoo.data.folder.ImageScan;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.folder.Unreadable;

/** One splitting of images: what was read of them, and what is made of it. */
final class Splitting {

  private final LabelledImages images;
  private final SplitSettings settings;
  private final Map<Example, Fingerprint> fingerprints = new HashMap<>();

  /** Images that cannot be read of which the first says what there is to say. */
  private static final int MOST_TOLD = 3;

  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  Splitting(LabelledImages images, SplitSettings settings) {
    this.images = images;
    this.settings = settings;
    for (ImageScan scan : ImageScan.of(images.examples())) {
      if (scan.readable()) {
        fingerprints.put(scan.example(), scan.fingerprint().orElseThrow());
      } else {
        unreadable.add(new Unreadable(scan.example(), scan.problem().orElseThrow()));
      }
    }
  }

  Split split() {
    tellUnreadable();
    Map<Subset, List<Example>> subsets =
        images.isSplit() ? completed() : drawn(readable(images.examples()), settings.fractions());
    return split(subsets, subsets.getOrDefault(Subset.TRAIN, List.of()).size());
  }

  /**
   * One of some folds for validation, all others for training.
   *
   * @param fold counted from 0
   */
  Split fold(int folds, int fold) {
    List<Example> examples = readable(images.examples());
    int[] dealt = dealt(folds, examples);
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    for (int i = 0; i < examples.size(); i++) {
      Subset subset = dealt[i] == fold ? Subset.VALIDATION : Subset.TRAIN;
      subsets.computeIfAbsent(subset, s -> new ArrayList<>()).add(examples.get(i));
    }
    return split(subsets, outsideLargest(folds, dealt));
  }

  /** How many images are left where the largest fold is left out. */
  private static int outsideLargest(int folds, int[] dealt) {
    long[] sizes = new long[folds];
    Arrays.stream(dealt).forEach(fold -> sizes[fold]++);
    return Math.toIntExact(dealt.length - Arrays.stream(sizes).max().orElseThrow());
  }

  /** All for training, if they can be dealt out to folds. */
  Split all(int folds) {
    List<Example> examples = readable(images.examples());
    int[] dealt = dealt(folds, examples);
    return split(Map.of(Subset.TRAIN, examples), outsideLargest(folds, dealt));
  }

  private int[] dealt(int folds, List<Example> examples) {
    refuseOwnSplit();
    tellUnreadable();
    return new FoldRule(examples, prints(examples), copies(examples), folds, settings.seed())
        .assign(images.classes());
  }

  private void refuseOwnSplit() {
    if (images.isSplit()) {
      throw new InvalidDataException(
          "folds are made of images that have no split of their own; %s has one"
              .formatted(images.source()));
    }
  }

  private void tellUnreadable() {
    refuseUnreadableClasses();
    if (!unreadable.isEmpty()) {
      remarks.add(
          "%d of %d images cannot be read and are left out, such as %s: %s"
              .formatted(
                  unreadable.size(),
                  images.examples().size(),
                  unreadable.get(0).example().name(),
                  unreadable.get(0).reason()));
    }
    if (unreadable.size() > MOST_TOLD) {
      remarks.add("they cannot be read because: " + Unreadable.reasons(unreadable));
    }
  }

  private Split split(Map<Subset, List<Example>> subsets, int fewestToTrain) {
    Map<String, String> digests = new HashMap<>();
    fingerprints.forEach((example, print) -> digests.put(example.name(), print.digest()));
    return new Split(images.classes(), subsets, digests, unreadable, remarks, fewestToTrain);
  }

  /** A class that cannot be learnt would only be noticed by who reads the table of results. */
  private void refuseUnreadableClasses() {
    Set<Integer> labels = new HashSet<>();
    fingerprints.keySet().forEach(example -> labels.add(example.label()));
    for (Unreadable image : unreadable) {
      int label = image.example().label();
      if (!labels.contains(label)) {
        long count = unreadable.stream().filter(other -> other.example().label() == label).count();
        throw new InvalidDataException(
            "no image of the class %s can be read: of %d, %s is the first (%s)"
                .formatted(
                    images.classes().get(label), count, image.example().name(), image.reason()));
      }
    }
  }

  private List<Example> readable(List<Example> examples) {
    return examples.stream().filter(fingerprints::containsKey).toList();
  }

  /** Splits by chance, copies together. */
  private Map<Subset, List<Example>> drawn(List<Example> examples, SplitFractions shares) {
    SplitRule rule =
        new SplitRule(examples, prints(examples), copies(examples), shares, settings.seed());
    List<Subset> assigned = rule.assign(images.classes());
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    for (int i = 0; i < examples.size(); i++) {
      subsets.computeIfAbsent(assigned.get(i), s -> new ArrayList<>()).add(examples.get(i));
    }
    return subsets;
  }

  private List<List<Integer>> copies(List<Example> examples) {
    List<List<Integer>> copies = CopyGroups.of(prints(examples), settings.nearDuplicates());
    tellCopies(examples.size(), copies.size());
    return copies;
  }

  private void tellCopies(int files, int pictures) {
    if (pictures < files) {
      remarks.add(
          "%d images show %d different pictures; copies stay in one subset"
              .formatted(files, pictures));
    }
  }

  private List<Fingerprint> prints(List<Example> examples) {
    return examples.stream().map(fingerprints::get).toList();
  }

  /** The owner's split; where it lacks a subset, another one makes up for it. */
  private Map<Subset, List<Example>> completed() {
    Map<Subset, List<Example>> subsets = new EnumMap<>(Subset.class);
    for (Subset subset : Subset.values()) {
      List<Example> own = readable(images.examples(subset));
      if (!own.isEmpty()) {
        subsets.put(subset, own);
      }
    }
    if (!subsets.containsKey(Subset.TRAIN)) {
      throw new InvalidDataException(
          "there are no training images in %s, only for %s"
              .formatted(images.source(), subsets.keySet()));
    }
    if (!subsets.containsKey(Subset.TEST) && subsets.containsKey(Subset.VALIDATION)) {
      subsets.put(Subset.TEST, subsets.get(Subset.VALIDATION));
      remarks.add("there are no test images: the validation images are the test too");
    }
    if (!subsets.containsKey(Subset.VALIDATION)) {
      SplitFractions shares =
          new SplitFractions(
              settings.fractions().validation() / (1 - settings.fractions().test()), 0);
      Map<Subset, List<Example>> own = drawn(subsets.get(Subset.TRAIN), shares);
      subsets.putAll(own);
      remarks.add(
          "there are no validation images: %d of the training images are taken for them"
              .formatted(own.getOrDefault(Subset.VALIDATION, List.of()).size()));
      if (!subsets.containsKey(Subset.TEST)) {
        remarks.add("there are no test images, and none of the training images are taken for them");
      }
    }
    tellCopiesOfTraining(subsets);
    return subsets;
  }

  /** A test on images that were learnt by heart says little. */
  private void tellCopiesOfTraining(Map<Subset, List<Example>> subsets) {
    List<Example> training = subsets.get(Subset.TRAIN);
    List<Example> test = subsets.getOrDefault(Subset.TEST, List.of());
    List<Example> both = new ArrayList<>(training);
    both.addAll(test);
    int copies = 0;
    String first = null;
    for (List<Integer> group : CopyGroups.of(prints(both))) {
      List<Integer> tested = group.stream().filter(i -> i >= training.size()).toList();
      if (!tested.isEmpty() && tested.size() < group.size()) {
        copies += tested.size();
        first = first == null ? both.get(tested.get(0)).name() : first;
      }
    }
    if (copies > 0) {
      remarks.add(
          "%d of the %d test images are copies of training images, such as %s"
              .formatted(copies, test.size(), first));
    }
  }
}
