package org.dl4jzoo.app.evaluate;

import java.util.List;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.folder.Example;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network makes of images, once it is known to be numbers. */
public final class FiniteOutput {

  private FiniteOutput() {}

  /**
   * The output for each view of each image.
   *
   * @param output of the network for the batch, [N,K]
   * @return a row a view
   * @throws UsageException if a value is not finite
   */
  public static float[][] rows(INDArray output, Batch batch) {
    return checked(output.toFloatMatrix(), batch.examples());
  }

  /**
   * The same output.
   *
   * @param rows of the network, a row a view
   * @param examples the images, of each as many views
   * @throws UsageException if a value is not finite
   */
  public static float[][] checked(float[][] rows, List<Example> examples) {
    for (int n = 0; n < rows.length; n++) {
      for (float value : rows[n]) {
        if (!Float.isFinite(value)) {
          throw new UsageException(
              "the network's output for %s is not a number: its training diverged; train again with a lower learning rate"
                  .formatted(examples.get(n * examples.size() / rows.length).file()));
        }
      }
    }
    return rows;
  }
}
