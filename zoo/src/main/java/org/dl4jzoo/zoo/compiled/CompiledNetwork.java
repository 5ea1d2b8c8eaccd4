package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
 * that is so small that threads would mostly wait for each other.
 */
public final class CompiledNetwork implements AutoCloseable {

  /**
   * Batch sizes whose memory is kept: those of the pieces of a data set's batches and of its last
   * batch, two each, and single images, by one thread and by all.
   */
  private static final int SIZES_KEPT = 6;

  private final Program program;
  private final Layouts layouts;
  private final Constants constants;
  private final Workers workers;
  private final KernelTimes times;
  private final Pieces pieces;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<Size, Plan> plans = new LinkedHashMap<>(SIZES_KEPT, 0.75f, true);

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
        layouts(new Program(images, output, instructions).simplified(), maps),
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
        IntegerProgram.layouts(
            new Program(images, output, instructions).simplified().forIntegers(), weights),
        new Constants(weights),
        workers,
        times);
  }

  private CompiledNetwork(
      Layouts layouts, Constants constants, Workers workers, KernelTimes times) {
    this.layouts = layouts;
    this.program = layouts.program();
    this.pieces = Pieces.of(program);
    this.constants = constants;
    this.workers = workers;
    this.times = times;
  }

  /** What {@link #run} reads for each image: height x width x channels values. */
  public Value input() {
    return program.input();
  }

  /** What it gives for each image. */
  public Value output() {
    return program.output();
  }

  /** Lays out the weights and plans the memory for batches of a size, as its first one would. */
  public void prepare(int batch) {
    if (isAlone(batch)) {
      workers.alone(preparation(batch));
      return;
    }
    List<Integer> sizes = pieces.sizes(batch, workers.count());
    if (sizes.size() == 1) {
      plan(new Size(batch, false));
    } else {
      workers.run(sizes.stream().distinct().map(this::preparation).toList());
    }
  }

  /** Whether the thread that asks computes a batch by itself; without workers, nothing stops it. */
  private boolean isAlone(int batch) {
    return workers.count() > 1 && pieces.isSmall(batch);
  }

  private Runnable preparation(int piece) {
    return () -> plan(new Size(piece, true));
  }

  /**
   * Computes the output of a batch.
   *
   * @param images [N,H,W,C], from the buffer's start on; direct
   * @param result where the outputs go, [N,H,W,C] or [N,C], from the buffer's start on
   * @throws IllegalArgumentException if a buffer is too short
   */
  public void run(int batch, FloatBuffer images, FloatBuffer result) {
    int needed = values(batch, input());
    int given = values(batch, output());
    if (images.capacity() < needed || result.capacity() < given) {
      throw new IllegalArgumentException(
          "expected %d and %d values for %d images; got %d and %d"
              .formatted(needed, given, batch, images.capacity(), result.capacity()));
    }
    if (isAlone(batch)) {
      workers.alone(() -> run(batch, true, images, result, times));
      return;
    }
    int asked = running.incrementAndGet();
    try {
      List<Integer> sizes = pieces.sizes(batch, workers.count());
      if (sizes.size() == 1 && (workers.count() == 1 || 2 * asked <= workers.count())) {
        run(batch, false, images, result, times);
      } else {
        runBeside(sizes, images, result);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  /** Each piece of the batch by one thread. */
  private void runBeside(List<Integer> sizes, FloatBuffer images, FloatBuffer result) {
    List<Runnable> work = new ArrayList<>();
    List<KernelTimes> measured = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      FloatBuffer from = images.slice(values(start, input()), values(size, input()));
      FloatBuffer to = result.slice(values(start, output()), values(size, output()));
      KernelTimes own = times == null ? null : new KernelTimes();
      measured.add(own);
      work.add(() -> run(size, true, from, to, own));
      start += size;
    }
    workers.run(work);
    if (times != null) {
      measured.forEach(own -> times.add(own, 1.0 / workers.count()));
    }
  }

  private void run(
      int batch, boolean beside, FloatBuffer images, FloatBuffer result, KernelTimes noted) {
    int values = values(batch, output());
    Plan plan = plan(new Size(batch, beside));
    Pass pass = plan.take();
    try {
      pass.run(new FloatPointer(images), noted);
      result.put(0, pass.at(plan.output).floats(values), 0, values);
    } finally {
      plan.giveBack(pass);
    }
  }

  private static int values(int batch, Value value) {
    return Math.toIntExact(batch * value.area() * value.channels());
  }

  private Plan plan(Size size) {
    synchronized (plans) {
      Plan plan = plans.computeIfAbsent(size, wanted -> new Plan(wanted.batch()));
      if (plans.size() > SIZES_KEPT) {
        Iterator<Plan> eldest = plans.values().iterator();
        eldest.next().close();
        eldest.remove();
      }
      return plan;
    }
  }

  /**
   * Computes from now on with the parameters as they are now, in the memory that it has. No batch
   * may be running.
   */
  public void refold() {
    synchronized (plans) {
      constants.refold();
    }
  }

  /** Frees the memory of all passes; passes that run end first. */
  @Override
  public void close() {
    synchronized (plans) {
      plans.values().forEach(Plan::close);
      plans.clear();
    }
  }

  /**
   * What primitives are made for.
   *
   * @param beside whether one thread computes it; primitives share their work between as many
   *     threads as there were where they were made
   */
  private record Size(int batch, boolean beside) {}

  /** The calls for one batch size, and the passes that nobody runs just now. */
  private final class Plan {
    private final List<Call> calls;
    private final long bytes;
    private final long output;
    private final Deque<Pass> idle = new ArrayDeque<>();
    private boolean closed;

    Plan(int batch) {
      Placement placement = new Placement(program, layouts, batch);
      calls = Assembly.calls(program, layouts, placement, constants, batch);
      bytes = placement.bytes();
      output = placement.offset(placement.of(program.output()).root());
    }

    synchronized Pass take() {
      return idle.isEmpty() ? new Pass(calls, bytes) : idle.pop();
    }

    synchronized void giveBack(Pass pass) {
      if (closed) {
        pass.close();
      } else {
        idle.push(pass);
      }
    }

    synchronized void close() {
      closed = true;
      idle.forEach(Pass::close);
      idle.clear();
    }
  }
}
