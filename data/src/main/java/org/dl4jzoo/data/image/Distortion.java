package org.dl4jzoo.data.image;

import java.util.random.RandomGenerator;

/**
 * One random variation of an image: a part of it, stretched back to full size, perhaps mirrored and
 * turned, with other colours.
 *
 * @param centreX middle of the part, as a share of the width
 * @param centreY middle of the part, as a share of the height
 * @param width width of the part, as a share of the width
 * @param height height of the part, as a share of the height
 * @param mirrored whether left and right are exchanged
 * @param radians angle by which the part is turned
 * @param brightness factor on every value
 * @param contrast factor on the distance to middle grey
 * @param saturation factor on the distance to the pixel's own grey
 */
public record Distortion(
    double centreX,
    double centreY,
    double width,
    double height,
    boolean mirrored,
    double radians,
    double brightness,
    double contrast,
    double saturation) {

  /** Aspect ratios of the part, relative to the image's, as in torchvision's RandomResizedCrop. */
  private static final double MAX_ASPECT = 4 / 3.0;

  /**
   * How far variations go.
   *
   * @param minArea smallest part, as a share of the area
   * @param maxDegrees largest angle either way
   * @param jitter largest relative change of brightness, contrast and saturation either way
   */
  public record Range(double minArea, double maxDegrees, double jitter) {}

  /** Draws a variation; the same generator state gives the same one. */
  public static Distortion random(Range range, RandomGenerator random) {
    double area = between(random, range.minArea(), 1);
    double aspect = Math.exp(between(random, -Math.log(MAX_ASPECT), Math.log(MAX_ASPECT)));
    double width = Math.min(1, Math.sqrt(area * aspect));
    double height = Math.min(1, Math.sqrt(area / aspect));
    double jitter = range.jitter();
    return new Distortion(
        between(random, width / 2, 1 - width / 2),
        between(random, height / 2, 1 - height / 2),
        width,
        height,
        random.nextBoolean(),
        Math.toRadians(between(random, -range.maxDegrees(), range.maxDegrees())),
        between(random, 1 - jitter, 1 + jitter),
        between(random, 1 - jitter, 1 + jitter),
        between(random, 1 - jitter, 1 + jitter));
  }

  private static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
