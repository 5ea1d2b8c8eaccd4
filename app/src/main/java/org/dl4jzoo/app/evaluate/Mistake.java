package org.dl4jzoo.app.evaluate;

import java.nio.file.Path;

/**
 * An image given to the wrong class.
 *
 * @param file the image
 * @param actual index of its class
 * @param predicted index of the class it was given to
 * @param probability the network's probability of that class
 */
public record Mistake(Path file, int actual, int predicted, double probability) {

  /** The mistake that a prediction is. */
  static Mistake of(LabelledPrediction prediction) {
    return new Mistake(
        prediction.example().file(),
        prediction.label(),
        prediction.predicted(),
        prediction.confidence());
  }
}
