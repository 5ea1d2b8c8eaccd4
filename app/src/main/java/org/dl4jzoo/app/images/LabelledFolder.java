package org.dl4jzoo.app.images;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.zoo.weights.ImageNetClasses;

/** Labelled images that a network was not trained on. */
public final class LabelledFolder {

  private static final int MOST_LISTED = 20;

  private LabelledFolder() {}

  /**
   * The images, labelled as the network labels; for ImageNet's classes, folders may be called by
   * WordNet's ids, for others as they were in training. If their owner has split them, they are
   * those of one subset.
   *
   * @param labels the network's classes; the images may lack some
   * @param folders classes by other names of their folders
   * @param subset what is asked for; null for the test images, or where there are none, those for
   *     validation
   * @throws UsageException if there is a class the network does not know, or no such subset
   */
  public static List<Example> examples(
      LabelledImages images, List<String> labels, Map<String, String> folders, Subset subset) {
    if (labels.equals(ImageNetClasses.names())
        && images.classesBeside(ImageNetClasses.wnids()).isEmpty()) {
      return examples(images, ImageNetClasses.wnids(), Map.of(), subset);
    }
    LabelledImages named = images.renamed(folder -> name(folder, labels, folders));
    List<String> unknown = named.classesBeside(labels);
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "the classes of %s must be among %s; got %s"
              .formatted(images.source(), known(labels), String.join(", ", unknown)));
    }
    LabelledImages labelled = named.labelledAs(labels);
    if (!labelled.isSplit()) {
      return whole(labelled, subset);
    }
    List<Example> asked = labelled.examples(subset == null ? Subset.TEST : subset);
    return asked.isEmpty() && subset != Subset.TRAIN ? labelled.examples(Subset.VALIDATION) : asked;
  }

  /** Says of which of the network's classes there is no image, as their scores mean nothing. */
  public static void tellMissing(
      List<Example> examples, List<String> labels, Consumer<String> tell) {
    Set<Integer> there = examples.stream().map(Example::label).collect(Collectors.toSet());
    List<String> missing =
        IntStream.range(0, labels.size())
            .filter(label -> !there.contains(label))
            .mapToObj(labels::get)
            .toList();
    if (!missing.isEmpty()) {
      tell.accept(
          "there are no images of %s: what is said of such a class means nothing"
              .formatted(
                  missing.size() <= MOST_LISTED
                      ? String.join(", ", missing)
                      : "%d of the %d classes".formatted(missing.size(), labels.size())));
    }
  }

  /**
   * Refuses images of which some of a class were to be measured and none could be read: it would
   * look like a class that the network never mistakes.
   *
   * @throws UsageException if there is such a class, though others could be read
   */
  public static void refuseUnreadableClasses(
      List<Example> examples, List<Unreadable> skipped, List<String> labels) {
    Set<Integer> read = new HashSet<>();
    Set<Example> unread = skipped.stream().map(Unreadable::example).collect(Collectors.toSet());
    examples.stream().filter(image -> !unread.contains(image)).forEach(e -> read.add(e.label()));
    for (Unreadable image : skipped) {
      if (!read.isEmpty() && !read.contains(image.example().label())) {
        throw new UsageException(
            "no image of the class %s can be read, such as %s: %s"
                .formatted(
                    labels.get(image.example().label()), image.example().file(), image.reason()));
      }
    }
  }

  private static String name(String folder, List<String> labels, Map<String, String> folders) {
    return labels.contains(folder) ? folder : folders.getOrDefault(folder, folder);
  }

  private static List<Example> whole(LabelledImages images, Subset subset) {
    if (subset != null) {
      throw new UsageException(
          "--split needs a run, or images that have their own split; got " + images.source());
    }
    return images.examples();
  }

  private static String known(List<String> labels) {
    return labels.size() <= MOST_LISTED
        ? String.join(", ", labels)
        : "the network's %d, such as %s".formatted(labels.size(), labels.get(0));
  }
}
