package org.dl4jzoo.app.evaluate;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Batch;

/** What a classifier says. */
public final class Probabilities {

  private Probabilities() {}

  /**
   * Runs the network over a batch.
   *
   * @param network whose first output is a softmax [N,K]
   * @return a row an image, a column a class
   * @throws UsageException if a value is not finite
   */
  public static float[][] of(ComputationGraph network, Batch batch) {
    float[][] rows = network.output(false, batch.images())[0].toFloatMatrix();
    for (int n = 0; n < rows.length; n++) {
      for (float probability : rows[n]) {
        if (!Float.isFinite(probability)) {
          throw new UsageException(
              "the network's output for %s is not a number: its training diverged; train again with a lower learning rate"
                  .formatted(batch.examples().get(n).file()));
        }
      }
    }
    return rows;
  }
}
