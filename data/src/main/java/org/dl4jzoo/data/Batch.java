package org.dl4jzoo.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images and labels for one step; not attached to any workspace.
 *
 * @param images float32 [N, H, W, C] in c order; RGB unless the scale says BGR
 * @param labels float32 one-hot [N, classes] in c order
 * @param examples where each row came from
 */
public record Batch(INDArray images, INDArray labels, List<Example> examples) {

  /** Copies the list. */
  public Batch {
    examples = List.copyOf(examples);
  }

  /** The number of images. */
  public int size() {
    return examples.size();
  }
}
