package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jzoo.app.backend.ResidentMemory;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;

/**
 * A workload, measured.
 *
 * @param workload what a step does
 * @param seconds for how long, after a warm-up of half that time; three steps at least, unless they
 *     are very slow
 * @param byLayer whether to tell how long each layer takes
 */
public record Benchmark(Workload workload, int seconds, boolean byLayer) {

  private static final int FEWEST_STEPS = 3;

  /** Of steps so slow that the fewest would take longer than this many times the time, fewer do. */
  private static final int PATIENCE = 3;

  /** Runs it. */
  public BenchResult run() {
    KernelTimes kernels = new KernelTimes();
    try (Steps steps = workload.begin(kernels, byLayer)) {
      Optional<StepRecorder> recorder = recorder(steps);
      timed(steps, seconds / 2.0);
      kernels.clear();
      recorder.ifPresent(StepRecorder::restart);
      List<Double> measured = timed(steps, seconds);
      double total = measured.stream().mapToDouble(Double::doubleValue).sum();
      return new BenchResult(
          workload,
          steps.batchSize(),
          Threads.used(),
          StepTimes.of(measured),
          ResidentMemory.peakBytes(),
          BenchResult.shares(kernels.seconds(), total),
          recorder.map(of -> of.profile(measured.size(), total, byLayer)).orElse(null));
    }
  }

  private Optional<StepRecorder> recorder(Steps steps) {
    boolean wanted = byLayer || workload instanceof RealImages;
    return wanted ? Optional.of(new StepRecorder(steps, workload.mode())) : Optional.empty();
  }

  /** Seconds of each step, for as long as that together. */
  private static List<Double> timed(Steps steps, double together) {
    List<Double> measured = new ArrayList<>();
    double spent = 0;
    while (measured.isEmpty()
        || spent < together
        || (measured.size() < FEWEST_STEPS && spent < PATIENCE * together)) {
      long start = System.nanoTime();
      steps.take();
      measured.add((System.nanoTime() - start) / 1e9);
      spent += measured.get(measured.size() - 1);
    }
    return measured;
  }
}
