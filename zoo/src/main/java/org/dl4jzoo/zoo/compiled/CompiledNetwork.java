package org.dl4jzoo.zoo.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;

/**
 * A network's inference as a flat list of oneDNN primitives over one planned block of memory:
 * weights are folded and laid out once, and nothing but arithmetic is done for a batch. It computes
 * with the parameters as they were when it was made.
 *
 * <p>Any number of threads may use it at once. Each pass has memory of its own; weights are shared.
 */
public final class CompiledNetwork implements AutoCloseable {

  /**
   * Batch sizes whose memory is kept: that of a data set, that of its last batch, and single
   * images.
   */
  private static final int SIZES_KEPT = 3;

  private final Program program;
  private final Layouts layouts;
  private final Constants constants;
  private final KernelTimes times;
  private final Map<Integer, Plan> plans = new LinkedHashMap<>(SIZES_KEPT, 0.75f, true);

  /**
   * Compiles the instructions of a network.
   *
   * @param images the input, NHWC
   * @param output what is asked for; the instructions that don't lead to it are left out
   * @param instructions each after those whose outputs it reads
   * @param weights the parameters of their layers
   * @param blocks whether maps of a network with joins lie in blocks of channels, as is faster with
   *     AVX-512
   * @param times notes how long each kind of primitive takes, for use by one thread; null for none
   */
  public CompiledNetwork(
      Value images,
      Value output,
      List<Instruction> instructions,
      LayerWeights weights,
      boolean blocks,
      KernelTimes times) {
    boolean joins = instructions.stream().anyMatch(it -> it instanceof Join || it instanceof Sum);
    this.layouts =
        Layouts.of(new Program(images, output, instructions).simplified(), blocks && joins);
    this.program = layouts.program();
    this.constants = new Constants(weights);
    this.times = times;
  }

  /**
   * Compiles the instructions of a quantized network. Its input and output are float32.
   *
   * @param images the input, NHWC
   * @param output what is asked for
   * @param instructions each after those whose outputs it reads
   * @param weights of a network that holds all of them
   * @param times notes how long each kind of primitive takes, for use by one thread; null for none
   * @throws IllegalArgumentException if the weights are those of another network
   */
  public CompiledNetwork(
      Value images,
      Value output,
      List<Instruction> instructions,
      QuantizedWeights weights,
      KernelTimes times) {
    Program simplified = new Program(images, output, instructions).simplified();
    this.layouts = IntegerProgram.layouts(simplified.forIntegers(), weights);
    this.program = layouts.program();
    this.constants = new Constants(weights);
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
    plan(batch);
  }

  /**
   * Computes the output of a batch.
   *
   * @param images [N,H,W,C], from the buffer's start on; direct
   * @param result where the outputs go, [N,H,W,C] or [N,C], from the buffer's start on
   * @throws IllegalArgumentException if a buffer is too short
   */
  public void run(int batch, FloatBuffer images, FloatBuffer result) {
    int values = values(batch, output());
    if (images.capacity() < values(batch, input()) || result.capacity() < values) {
      throw new IllegalArgumentException(
          "expected %d and %d values for %d images; got %d and %d"
              .formatted(
                  values(batch, input()), values, batch, images.capacity(), result.capacity()));
    }
    Plan plan = plan(batch);
    Pass pass = plan.take();
    try {
      pass.run(new FloatPointer(images), times);
      result.put(0, pass.at(plan.output).floats(values), 0, values);
    } finally {
      plan.giveBack(pass);
    }
  }

  private static int values(int batch, Value value) {
    return Math.toIntExact(batch * value.area() * value.channels());
  }

  private Plan plan(int batch) {
    synchronized (plans) {
      Plan plan = plans.computeIfAbsent(batch, Plan::new);
      if (plans.size() > SIZES_KEPT) {
        Iterator<Plan> eldest = plans.values().iterator();
        eldest.next().close();
        eldest.remove();
      }
      return plan;
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
