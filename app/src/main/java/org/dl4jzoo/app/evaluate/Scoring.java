package org.dl4jzoo.app.evaluate;

/**
 * How the outputs of a network become the probabilities of an image.
 *
 * @param temperature that logits are divided by
 * @param views rows of the output that an image has, one after another. Their probabilities are
 *     averaged, as Krizhevsky et al. 2012 do: a view that says nothing then changes little, whereas
 *     the mean of logits lets one view that is very sure decide alone.
 */
public record Scoring(Temperature temperature, int views) {

  /** One view, and probabilities as the network gives them. */
  public static final Scoring PLAIN = new Scoring(Temperature.ONE, 1);

  /** Checks the range. */
  public Scoring {
    if (views < 1) {
      throw new IllegalArgumentException("an image has at least one view; got " + views);
    }
  }

  /**
   * Of each image numbers whose softmax is its probabilities.
   *
   * @param logits a row a view
   * @return a row an image
   */
  public float[][] scores(float[][] logits) {
    float[][] scores = new float[logits.length / views][];
    for (int n = 0; n < scores.length; n++) {
      scores[n] = views == 1 ? cooled(logits[n]) : meanOf(logits, n * views);
    }
    return scores;
  }

  private float[] cooled(float[] logits) {
    if (temperature.value() == 1) {
      return logits;
    }
    float[] cooled = new float[logits.length];
    for (int k = 0; k < logits.length; k++) {
      cooled[k] = (float) (logits[k] / temperature.value());
    }
    return cooled;
  }

  /** Logarithms of the mean probabilities. */
  private float[] meanOf(float[][] logits, int first) {
    double[] sums = new double[logits[first].length];
    for (int view = first; view < first + views; view++) {
      float[] cooled = cooled(logits[view]);
      double logSumExp = Logits.logSumExp(cooled);
      for (int k = 0; k < sums.length; k++) {
        sums[k] += Math.exp(cooled[k] - logSumExp);
      }
    }
    float[] scores = new float[sums.length];
    for (int k = 0; k < sums.length; k++) {
      scores[k] = (float) Math.log(Math.max(Double.MIN_NORMAL, sums[k] / views));
    }
    return scores;
  }
}
