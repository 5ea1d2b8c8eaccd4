package org.dl4jzoo.app.evaluate;

/**
 * What may make an image hard, besides what it shows.
 *
 * @param folder the folder it is in, below its class; empty for the class's own
 * @param shorterSide in pixels
 * @param aspect its longer side as a multiple of the shorter
 * @param brightness mean grey value, in [0, 1]
 * @param sharpness variance of the Laplacian
 */
public record ImageTraits(
    String folder, int shorterSide, double aspect, double brightness, double sharpness) {}
