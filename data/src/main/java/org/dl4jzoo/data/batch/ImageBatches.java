package org.dl4jzoo.data.batch;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * Batches of images, decoded and augmented beside the training by a few threads that are never more
 * than {@value EpochIterator#AHEAD} batches ahead.
 *
 * <p>Images that cannot be read are left out: their batch is smaller, or does not appear if nothing
 * is left of it. Any other failure is thrown to the consumer, from {@code next} or {@code hasNext}.
 *
 * <p>One epoch is read at a time: beginning another ends the one before. {@link #waited} and {@link
 * #skipped} may be asked by any thread.
 */
public final class ImageBatches implements BatchSource {

  private static final AtomicInteger THREADS = new AtomicInteger();

  private final List<Example> examples;
  private final BatchSettings settings;
  private final RowMaker rows;
  private final ExecutorService workers;
  private final Waiting waiting = new Waiting();
  private EpochIterator<?> current;

  /**
   * Batches of the given examples.
   *
   * @throws InvalidDataException if there is no example, a label is not below the number of
   *     classes, or the chosen cache has no room
   */
  public ImageBatches(List<Example> examples, BatchSettings settings) {
    this(examples, settings, null);
  }

  /**
   * Batches of views of the given examples, for evaluation: a batch has all views of its examples,
   * and nothing is kept.
   *
   * @param settings for images as they are
   * @throws InvalidDataException as {@link #ImageBatches(List, BatchSettings)}
   */
  public static ImageBatches ofViews(
      List<Example> examples, BatchSettings settings, InputViews views) {
    if (settings.augmentation() != Augmentation.OFF || settings.erase() > 0) {
      throw new IllegalArgumentException("views are of images as they are; got " + settings);
    }
    return new ImageBatches(examples, settings, views);
  }

  private ImageBatches(List<Example> examples, BatchSettings settings, InputViews views) {
    if (examples.isEmpty()) {
      throw new InvalidDataException("there are no images to make batches of");
    }
    this.examples = List.copyOf(examples);
    for (Example example : this.examples) {
      if (example.label() >= settings.classes()) {
        throw new InvalidDataException(
            "label %d of %s must be below the number of classes, %d"
                .formatted(example.label(), example.name(), settings.classes()));
      }
    }
    this.settings = settings;
    this.rows = RowMaker.of(this.examples, settings, views);
    this.workers = Executors.newFixedThreadPool(settings.threads(), ImageBatches::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "images-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * {@inheritDoc} Order and augmentation depend only on seed, epoch and index. Batches are counted
   * as if every image could be read.
   */
  @Override
  public Iterable<Batch> epoch(int epoch, int firstBatch) {
    RowMaker made = rows.in(epoch);
    return () ->
        begin(made, epoch, firstBatch, count -> ArrayMemory.of(count, made, settings.classes()));
  }

  /** The first epoch's images alone, in memory that isn't ND4J's, which isn't started for them. */
  public Iterator<PixelBatch> pixels() {
    return begin(
        rows,
        0,
        0,
        count -> new PixelBatch.Memory(new FloatPointer((long) count * rows.rowBytes())));
  }

  private synchronized <B> EpochIterator<B> begin(
      RowMaker made, int epoch, int firstBatch, BatchMemory.Allocation<B> memory) {
    if (workers.isShutdown()) {
      throw new IllegalStateException("the batches are closed");
    }
    if (current != null) {
      current.stop();
    }
    EpochIterator<B> begun =
        new EpochIterator<>(examples, settings, made, memory, workers, waiting, epoch, firstBatch);
    current = begun;
    return begun;
  }

  @Override
  public Duration waited() {
    return waiting.total();
  }

  @Override
  public List<Unreadable> skipped() {
    return rows.skipped();
  }

  /** What preparing the images takes, once it is {@link PreparationTimes#restart} measured. */
  public PreparationTimes preparationTimes() {
    return rows.times();
  }

  /** Bytes of the batches that are made while one is used. */
  public static long bytesAhead(int batchSize, Preprocessing preprocessing) {
    return (long) EpochIterator.AHEAD * batchSize * preprocessing.bytes() * Float.BYTES;
  }

  /** Images in the first batch, each view counted, if all of them can be read. */
  public int rowsOfFirst() {
    return Math.min(settings.batchSize(), examples.size()) * rows.views();
  }

  /** The number of examples. */
  public int size() {
    return examples.size();
  }

  @Override
  public int batches() {
    return (examples.size() + settings.batchSize() - 1) / settings.batchSize();
  }

  /**
   * Stops the threads; what they are decoding is finished first, which takes milliseconds. A
   * consumer that asks for another batch gets an IllegalStateException.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (current != null) {
        current.stop();
      }
      workers.shutdown();
    }
    try {
      if (workers.awaitTermination(10, TimeUnit.SECONDS) && current != null) {
        current.free();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
