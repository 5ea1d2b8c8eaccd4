package org.dl4jzoo.zoo.weights;

import java.util.List;
import java.util.Objects;

/**
 * What is known of weights; every checkpoint and file that is made of them keeps it.
 *
 * @param model the network they are for, by its registry name
 * @param name what they are called, such as {@code keras}; a file's name where nobody named them
 * @param source who published them, or where they came from
 * @param sha256 of the file, 64 hexadecimal digits; null where it wasn't computed
 * @param imageSize height and width in pixels of the images they were trained with
 * @param scale how bytes become the network's input
 * @param resize how images get their size
 * @param classes the classes in the order of the outputs; empty where they are unknown or there is
 *     no classifier
 * @param top1 accuracy on ImageNet's validation images as published, in percent; null if unknown
 * @param top5 the same of the five most probable classes
 */
public record WeightsInfo(
    String model,
    String name,
    String source,
    String sha256,
    int imageSize,
    InputScale scale,
    ResizeRule resize,
    List<String> classes,
    Double top1,
    Double top5) {

  /** Checks that nothing is missing that has to be known, and copies the list. */
  public WeightsInfo {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(resize, "resize");
    classes = List.copyOf(classes);
  }

  /**
   * What they are in a phrase, for the source of weights that are made from them: {@code keras
   * (Keras Applications, top-1 71.3 %, sha256 ..)}.
   */
  public String origin() {
    return name
        + " ("
        + source
        + (top1 == null ? "" : ", top-1 %s %%".formatted(top1))
        + (sha256 == null ? "" : ", sha256 " + sha256)
        + ")";
  }

  /** The same of a file whose SHA-256 is known. */
  public WeightsInfo withSha256(String newSha256) {
    return new WeightsInfo(
        model, name, source, newSha256, imageSize, scale, resize, classes, top1, top5);
  }
}
