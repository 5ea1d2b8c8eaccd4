package org.dl4jzoo.app.weights;

import java.nio.file.Path;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * A file of weights on this machine.
 *
 * @param file where it is
 * @param info what is known of it, its SHA-256 included
 */
public record LocatedWeights(Path file, WeightsInfo info) {}
