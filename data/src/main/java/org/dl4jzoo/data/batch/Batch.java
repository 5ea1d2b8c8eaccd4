package org.dl4jzoo.data.batch;

import java.util.List;
import org.dl4jzoo.data.folder.Example;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images and labels for one step; not attached to any workspace. Closing it frees its native memory
 * at once. An unclosed batch is freed by the collector, which knows nothing of that memory and may
 * let gigabytes gather: who takes a batch closes it.
 *
 * @param images float32 [N, H, W, C] in c order; RGB unless the scale says BGR. Where an example
 *     has V {@link InputViews}, [N · V, H, W, C], those of an example one after another
 * @param labels float32 one-hot [N, classes] in c order; a row of zeros if the label is not known
 * @param examples where each row came from
 * @param number its place in the epoch, from 0, as if every image could be read
 */
public record Batch(INDArray images, INDArray labels, List<Example> examples, int number)
    implements AutoCloseable {

  /** Copies the list. */
  public Batch {
    examples = List.copyOf(examples);
  }

  /** The number of images. */
  public int size() {
    return examples.size();
  }

  @Override
  public void close() {
    free(images);
    free(labels);
  }

  /** An array that is part of another one, or was closed, is left as it is. */
  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }
}
