package org.dl4jzoo.data.batch;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.data.folder.Example;

/**
 * Images in memory outside the heap, without ND4J. Closing it frees the memory at once.
 *
 * @param images float32 [N, H, W, C], as in a {@link Batch}
 * @param examples where each came from; those of several views have as many images
 */
public record PixelBatch(FloatPointer images, List<Example> examples) implements AutoCloseable {

  /** Copies the list. */
  public PixelBatch {
    examples = List.copyOf(examples);
  }

  /** The values, without a copy; valid until it is closed. */
  public FloatBuffer values() {
    return images.asBuffer();
  }

  @Override
  public void close() {
    images.close();
  }

  /** The memory of such a batch. */
  record Memory(FloatPointer images) implements BatchMemory<PixelBatch> {

    @Override
    public FloatBuffer values() {
      return images.asBuffer();
    }

    @Override
    public PixelBatch batch(List<Example> examples, int number) {
      return new PixelBatch(images, examples);
    }

    @Override
    public void free() {
      images.close();
    }
  }
}
