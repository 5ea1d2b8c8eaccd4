package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jzoo.data.folder.Example;

/**
 * Where the images of a batch are put while it is made.
 *
 * @param <B> what becomes of it
 */
interface BatchMemory<B> {

  /** Makes memory for so many rows, of {@link RowMaker#rowBytes} values each. */
  interface Allocation<B> {

    BatchMemory<B> rows(int count);
  }

  /** The values, row by row; direct. */
  FloatBuffer values();

  /**
   * The batch, once all rows are made.
   *
   * @param examples an example a row
   * @param number place of the batch in the epoch
   */
  B batch(List<Example> examples, int number);

  /** Frees memory that no batch was made of. */
  void free();
}
