package org.dl4jzoo.zoo.compiled;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.program.Value;

/** A part of a compiled network whose batches are all cut in the same way. */
final class Section implements AutoCloseable {

  /**
   * Batch sizes whose memory is kept: those of the pieces of a data set's batches and of its last
   * batch, two each, and single images, by one thread and by all.
   */
  private static final int SIZES_KEPT = 6;

  /** More passes at once than there are cores gain nothing, and wait for the next crowd in vain. */
  private static final int MOST_IDLE = Runtime.getRuntime().availableProcessors();

  private final Layouts layouts;
  private final Program program;
  private final Pieces pieces;
  private final Constants constants;
  private final Workers workers;
  private final KernelTimes times;
  private final Map<Size, Plan> plans = new LinkedHashMap<>(SIZES_KEPT, 0.75f, true);

  /**
   * A part of a network.
   *
   * @param layouts what is computed, and how its maps lie
   * @param constants its weights, which other parts may share; used with their lock
   * @param times as of {@link CompiledNetwork}; null for none
   */
  Section(Layouts layouts, Pieces pieces, Constants constants, Workers workers, KernelTimes times) {
    this.layouts = layouts;
    this.program = layouts.program();
    this.pieces = pieces;
    this.constants = constants;
    this.workers = workers;
    this.times = times;
  }

  Value input() {
    return program.input();
  }

  Value output() {
    return program.output();
  }

  /** Lays out the weights and plans the memory for batches of a size, as its first one would. */
  void prepare(int batch) {
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
   * @param busy whether other batches keep the workers busy
   * @param images [N,H,W,C], from the buffer's start on; direct
   * @param result where the outputs go
   */
  void run(int batch, boolean busy, FloatBuffer images, FloatBuffer result) {
    if (isAlone(batch)) {
      workers.alone(() -> run(new Size(batch, true), images, result, times));
      return;
    }
    List<Integer> sizes = pieces.sizes(batch, workers.count());
    if (sizes.size() == 1 && !busy) {
      run(new Size(batch, false), images, result, times);
    } else {
      runBeside(sizes, images, result);
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
      work.add(() -> run(new Size(size, true), from, to, own));
      start += size;
    }
    workers.run(work);
    if (times != null) {
      measured.forEach(own -> times.add(own, 1.0 / workers.count()));
    }
  }

  private void run(Size size, FloatBuffer images, FloatBuffer result, KernelTimes noted) {
    int values = values(size.batch(), output());
    Plan plan = plan(size);
    Pass pass = plan.take();
    try {
      pass.run(new FloatPointer(images), noted);
      result.put(0, pass.at(plan.output).floats(values), 0, values);
    } finally {
      plan.giveBack(pass);
      Reference.reachabilityFence(images);
    }
  }

  /** How many values a batch has. */
  static int values(int batch, Value value) {
    return Math.toIntExact(batch * value.area() * value.channels());
  }

  private Plan plan(Size size) {
    synchronized (constants) {
      Plan plan = plans.computeIfAbsent(size, wanted -> new Plan(wanted.batch()));
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
    synchronized (constants) {
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
      if (closed || idle.size() == MOST_IDLE) {
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
