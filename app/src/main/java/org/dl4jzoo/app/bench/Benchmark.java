package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param clients threads that take steps at once; of several, how long kernels take isn't told
 */
public record Benchmark(Workload workload, int seconds, boolean byLayer, int clients) {

  private static final int FEWEST_STEPS = 3;

  /** Of steps so slow that the fewest would take longer than this many times the time, fewer do. */
  private static final int PATIENCE = 3;

  /** Runs it. */
  public BenchResult run() {
    return clients == 1 ? alone() : beside();
  }

  private BenchResult alone() {
    KernelTimes kernels = new KernelTimes();
    try (Steps steps = workload.begin(kernels, byLayer)) {
      Optional<StepRecorder> recorder = recorder(steps);
      timed(steps, seconds / 2.0);
      kernels.clear();
      recorder.ifPresent(StepRecorder::restart);
      List<Double> measured = timed(steps, seconds);
      double total = measured.stream().mapToDouble(Double::doubleValue).sum();
      StepTimes times = StepTimes.of(measured);
      return new BenchResult(
          workload,
          steps.batchSize(),
          clients,
          Threads.used(),
          steps.batchSize() / times.median(),
          times,
          ResidentMemory.peakBytes(),
          BenchResult.shares(kernels.seconds(), total),
          recorder.map(of -> of.profile(measured.size(), total, byLayer)).orElse(null));
    }
  }

  private BenchResult beside() {
    try (Steps steps = workload.begin(null, false)) {
      Clients all = new Clients(clients, steps);
      all.timed(seconds / 2.0);
      long start = System.nanoTime();
      List<Double> measured = all.timed(seconds);
      double total = (System.nanoTime() - start) / 1e9;
      return new BenchResult(
          workload,
          steps.batchSize(),
          clients,
          Threads.used(),
          steps.batchSize() * measured.size() / total,
          StepTimes.of(measured),
          ResidentMemory.peakBytes(),
          Map.of(),
          null);
    }
  }

  private Optional<StepRecorder> recorder(Steps steps) {
    boolean wanted = byLayer || workload instanceof RealImages;
    return wanted ? Optional.of(new StepRecorder(steps, workload.mode())) : Optional.empty();
  }

  /** Seconds of each step, for as long as that together. */
  static List<Double> timed(Steps steps, double together) {
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
