package org.dl4jzoo.zoo.weights;

import java.net.URI;

/**
 * A file of weights that somebody publishes.
 *
 * @param model the network, by its registry name
 * @param name what it is called among those of the network
 * @param file the file's name; one name is one file
 * @param url where it can be downloaded; null for a conversion that has no address
 * @param digest its hash; null where none is published
 * @param imageSize height and width in pixels of the images it was trained with
 * @param scale how bytes become the network's input
 * @param resize how images get their size
 * @param labels what the outputs stand for
 * @param top1 accuracy on ImageNet's validation images as published, in percent; null if unknown
 * @param top5 the same of the five most probable classes
 * @param mebibytes size as published, in 2^20 bytes; null if unknown
 * @param source who publishes it
 * @param byDefault whether {@code imagenet} means this file
 */
public record PublishedWeights(
    String model,
    String name,
    String file,
    URI url,
    Digest digest,
    int imageSize,
    InputScale scale,
    ResizeRule resize,
    Labels labels,
    Double top1,
    Double top5,
    Double mebibytes,
    String source,
    boolean byDefault) {

  /** What is known of a file of these weights; its SHA-256 is not. */
  public WeightsInfo info() {
    return new WeightsInfo(
        model, name, source, null, imageSize, scale, resize, labels.names(), top1, top5);
  }

  /** How it is named where every network's are listed: {@code mobilenetv2/keras}. */
  public String fullName() {
    return model + "/" + name;
  }
}
