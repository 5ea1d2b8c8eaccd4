package org.dl4jzoo.zoo.model;

/**
 * What a network is.
 *
 * @param name registry name, lower case with no separators but that of a variant, as {@code
 *     vgg16-bn}
 * @param paper where it was published
 * @param image the images it was published for
 * @param minSize the smallest height and width, in pixels, that it accepts
 */
public record ModelInfo(String name, String paper, ImageShape image, int minSize) {}
