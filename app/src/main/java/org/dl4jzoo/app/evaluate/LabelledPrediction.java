package org.dl4jzoo.app.evaluate;

import java.util.Comparator;
import java.util.List;
import org.dl4jzoo.data.folder.Example;

/**
 * What a classifier says of an image whose class is known.
 *
 * @param example the image
 * @param probabilities of each class, in the order of the classes
 */
@SuppressWarnings("ArrayRecordComponent") // a thousand probabilities an image, compared by nobody
public record LabelledPrediction(Example example, float[] probabilities) {

  /** Index of the image's class. */
  public int label() {
    return example.label();
  }

  /** Index of the most probable class; of equal ones the first. */
  public int predicted() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      if (probabilities[k] > probabilities[best]) {
        best = k;
      }
    }
    return best;
  }

  /** Probability of the class that is predicted. */
  public double confidence() {
    return probabilities[predicted()];
  }

  /**
   * Index of the second most probable class; that of the most probable one if there is no other.
   */
  public int runnerUp() {
    int first = predicted();
    int second = first;
    for (int k = 0; k < probabilities.length; k++) {
      if (k != first && (second == first || probabilities[k] > probabilities[second])) {
        second = k;
      }
    }
    return second;
  }

  /** Whether the class that is predicted is the image's. */
  public boolean correct() {
    return predicted() == label();
  }

  /** The mistakes among predictions, the most confident first. */
  public static List<LabelledPrediction> mostConfidentMistakes(
      List<LabelledPrediction> predictions, int most) {
    return predictions.stream()
        .filter(prediction -> !prediction.correct())
        .sorted(Comparator.comparingDouble(LabelledPrediction::confidence).reversed())
        .limit(most)
        .toList();
  }

  /** The hits among predictions, the least confident first. */
  public static List<LabelledPrediction> leastConfidentHits(
      List<LabelledPrediction> predictions, int most) {
    return predictions.stream()
        .filter(LabelledPrediction::correct)
        .sorted(Comparator.comparingDouble(LabelledPrediction::confidence))
        .limit(most)
        .toList();
  }
}
