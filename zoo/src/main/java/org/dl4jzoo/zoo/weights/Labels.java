package org.dl4jzoo.zoo.weights;

import java.util.List;
import java.util.stream.IntStream;

/** What the outputs of published weights stand for. */
public enum Labels {
  /** The 1000 classes of ImageNet. */
  IMAGENET {
    @Override
    public List<String> names() {
      return ImageNetClasses.names();
    }
  },
  /** The digits 0 to 9, as in MNIST. */
  DIGITS {
    @Override
    public List<String> names() {
      return IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    }
  },
  /** Nothing: the classifier is left out. */
  NONE {
    @Override
    public List<String> names() {
      return List.of();
    }
  };

  /** The names in the order of the outputs. */
  public abstract List<String> names();
}
