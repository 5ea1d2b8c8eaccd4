package org.dl4jzoo.zoo.weights;

import java.util.List;

/** The classes of ImageNet (ILSVRC-2012). */
public final class ImageNetClasses {

  private static final List<String> NAMES = Resource.lines("imagenet-classes.txt");

  private static final List<String> WNIDS = Resource.lines("imagenet-wnids.txt");

  private ImageNetClasses() {}

  /** The 1000 names, in the order that every published network has them in. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * WordNet's ids of the classes in the same order: ImageNet's folders are called by them, as two
   * classes have one name.
   */
  public static List<String> wnids() {
    return WNIDS;
  }
}
