package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;

/**
 * A network's inference as a flat list of oneDNN primitives over one planned block of memory:
 * weights are folded and laid out once, and nothing but arithmetic is done for a batch. Where
 * parameters change, {@link #refold} must be called before the next batch.
 *
 * <p>Any number of threads may use it at once. Each pass has memory of its own; weights are shared.
 * A batch that gives all threads enough to do is cut into pieces, of which each is computed by one
 * thread: none waits for another at the end of every primitive, their maps stay in the caches, and
 * memory is needed for a few images only. One that isn't cut is computed by one thread, too, if
 * with it more than half as many batches are being computed as there are workers; and so is one
 * that is so small that threads would mostly wait for each other. Fully connected layers at the end
 * that have more weights than caches hold are computed for the whole batch, as each piece would
 * read all of them.
 */
public final class CompiledNetwork implements AutoCloseable {

  private final Section first;

  /** The fully connected layers at the end, if they are computed by themselves; or null. */
  private final Section end;

  private final Constants constants;
  private final Workers workers;
  private final AtomicInteger running = new AtomicInteger();

  /** Batches share it; what changes or frees the weights has it alone. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  /** What was between the sections for batches that have ended. */
  private final Deque<FloatPointer> between = new ArrayDeque<>();

  /**
   * Compiles the instructions of a network.
   *
   * @param images the input, NHWC; what only leads to it is left out
   * @param output what is asked for; the instructions that don't lead to it are left out
   * @param instructions each after those whose outputs it reads
   * @param weights the parameters of their layers
   * @param maps how they may lie
   * @param workers compute pieces of large batches, and batches of many callers
   * @param times notes how long each kind of primitive takes, of several workers the mean, for use
   *     by one thread; null for none
   */
  public CompiledNetwork(
      Value images,
      Value output,
      List<Instruction> instructions,
      LayerWeights weights,
      MapForm maps,
      Workers workers,
      KernelTimes times) {
    this(
        new Program(images, output, instructions).simplified(),
        program -> layouts(program, maps),
        new Constants(weights),
        workers,
        times);
  }

  private static Layouts layouts(Program program, MapForm maps) {
    return maps.numbers().equals(Numeral.BFLOAT16)
        ? Layouts.channelsLast(BfloatProgram.of(program))
        : Layouts.of(program, maps.inBlocks() && BlockChoice.prefersBlocks(program));
  }

  /**
   * Compiles the instructions of a quantized network. Its input and output are float32.
   *
   * @param images the input, NHWC
   * @param output what is asked for
   * @param instructions each after those whose outputs it reads
   * @param weights of a network that holds all of them
   * @param workers compute pieces of large batches, and batches of many callers
   * @param times notes how long each kind of primitive takes, of several workers the mean, for use
   *     by one thread; null for none
   * @throws IllegalArgumentException if the weights are those of another network
   */
  public CompiledNetwork(
      Value images,
      Value output,
      List<Instruction> instructions,
      QuantizedWeights weights,
      Workers workers,
      KernelTimes times) {
    this(
        new Program(images, output, instructions).simplified().forIntegers(),
        program -> IntegerProgram.layouts(program, weights),
        new Constants(weights),
        workers,
        times);
  }

  private CompiledNetwork(
      Program program,
      Function<Program, Layouts> layouts,
      Constants constants,
      Workers workers,
      KernelTimes times) {
    this.constants = constants;
    this.workers = workers;
    Program before = workers.count() == 1 ? program : program.withoutLargeEnd();
    Program after = program.after(before);
    boolean isCut = !before.instructions().isEmpty();
    Layouts begun = layouts.apply(isCut ? before : program);
    Pieces pieces = isCut ? Pieces.of(begun.program()) : Pieces.NONE;
    this.first = new Section(begun, pieces, constants, workers, times);
    this.end =
        isCut && !after.instructions().isEmpty()
            ? new Section(layouts.apply(after), Pieces.NONE, constants, workers, times)
            : null;
  }

  /** What {@link #run} reads for each image: height x width x channels values. */
  public Value input() {
    return first.input();
  }

  /** What it gives for each image. */
  public Value output() {
    return end == null ? first.output() : end.output();
  }

  /**
   * Lays out the weights and plans the memory for batches of a size, as its first one would.
   *
   * @throws IllegalStateException if it is closed
   */
  public void prepare(int batch) {
    using(
        () -> {
          first.prepare(batch);
          if (end != null) {
            end.prepare(batch);
          }
        });
  }

  private void using(Runnable work) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the compiled network is closed");
      }
      work.run();
    } finally {
      use.readLock().unlock();
    }
  }

  private void alone(Runnable change) {
    use.writeLock().lock();
    try {
      change.run();
    } finally {
      use.writeLock().unlock();
    }
  }

  /**
   * Computes the output of a batch.
   *
   * @param images [N,H,W,C], from the buffer's start on; direct
   * @param result where the outputs go, [N,H,W,C] or [N,C], from the buffer's start on
   * @throws IllegalArgumentException if a buffer is too short
   * @throws IllegalStateException if it is closed
   */
  public void run(int batch, FloatBuffer images, FloatBuffer result) {
    int needed = Section.values(batch, input());
    int given = Section.values(batch, output());
    if (images.capacity() < needed || result.capacity() < given) {
      throw new IllegalArgumentException(
          "expected %d and %d values for %d images; got %d and %d"
              .formatted(needed, given, batch, images.capacity(), result.capacity()));
    }
    int asked = running.incrementAndGet();
    boolean busy = workers.count() > 1 && 2 * asked > workers.count();
    try {
      using(() -> run(batch, busy, images, result));
    } finally {
      running.decrementAndGet();
    }
  }

  private void run(int batch, boolean busy, FloatBuffer images, FloatBuffer result) {
    if (end == null) {
      first.run(batch, busy, images, result);
      return;
    }
    FloatPointer features = takeBetween(Section.values(batch, first.output()));
    first.run(batch, busy, images, features.asBuffer());
    end.run(batch, busy, features.asBuffer(), result);
    synchronized (between) {
      between.push(features);
    }
  }

  private FloatPointer takeBetween(int values) {
    synchronized (between) {
      FloatPointer kept = between.poll();
      if (kept != null && kept.capacity() >= values) {
        return kept;
      }
    }
    return new FloatPointer((long) values);
  }

  /**
   * Computes from now on with the parameters as they are now, in the memory that it has. Batches
   * that run end first.
   */
  public void refold() {
    alone(constants::refold);
  }

  /** Frees the weights and the memory of all batches; those that run end first. */
  @Override
  public void close() {
    alone(
        () -> {
          closed = true;
          first.close();
          if (end != null) {
            end.close();
          }
          between.forEach(FloatPointer::close);
          between.clear();
          constants.close();
        });
  }
}
