package org.dl4jzoo.zoo.model;

import java.util.Set;
import org.dl4jzoo.zoo.net.ImageShape;

/**
 * What a network is.
 *
 * @param name registry name, lower case with no separators but that of a variant, as {@code
 *     vgg16-bn}
 * @param paper where it was published
 * @param image the images it was published for
 * @param minSize the smallest height and width, in pixels, that it accepts
 * @param options the options of its own
 */
public record ModelInfo(
    String name, String paper, ImageShape image, int minSize, Set<ModelOption> options) {

  /** Copies the options. */
  public ModelInfo {
    options = Set.copyOf(options);
  }

  /** A network of colour images of 224x224. */
  static ModelInfo imageNet(String name, String paper, int minSize, ModelOption... options) {
    return new ModelInfo(name, paper, ImageShape.rgb(224), minSize, Set.of(options));
  }
}
