package org.dl4jzoo.app.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.split.Split;

/**
 * A labelled image that is looked at.
 *
 * @param example the image
 * @param group which images it is among, such as {@code test}; empty if there is only one
 */
public record ReviewedImage(Example example, String group) {

  /** The group of images that are in no subset. */
  public static final String NO_GROUP = "";

  /** The images of a split, by subset. */
  public static List<ReviewedImage> of(Split split) {
    return Arrays.stream(Subset.values())
        .flatMap(subset -> of(split.examples(subset), subset.toString()).stream())
        .toList();
  }

  /** Images of one group. */
  public static List<ReviewedImage> of(List<Example> examples, String group) {
    return examples.stream().map(example -> new ReviewedImage(example, group)).toList();
  }

  /** So many images of a group as people say it, such as "12 training". */
  public static String inWords(long count, String group) {
    String name = group.equals(Subset.TRAIN.toString()) ? "training" : group;
    return String.format(Locale.ROOT, "%,d %s", count, name).strip();
  }

  /** Index of its label. */
  public int label() {
    return example.label();
  }
}
