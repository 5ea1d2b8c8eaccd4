package org.dl4jzoo.app.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Very many training steps, each followed by an inference, to see whether memory stays flat. The
 * size of the batch changes every {@value #SAME_SIZE} steps, so that kernels of more shapes come
 * and go than are kept.
 *
 * @param workload the network and the largest batch
 * @param steps training steps
 * @param resident tells the bytes that are resident
 */
public record Soak(RandomImages workload, int steps, LongSupplier resident) {

  private static final int SAME_SIZE = 50;
  private static final int REPORTS = 20;

  /** Growth from the first quarter's end to the end that is no leak yet. */
  private static final double TOLERATED = 1.05;

  /**
   * What a soak found.
   *
   * @param growth resident memory at the end as a share of what it was after the first quarter
   */
  public record Outcome(double growth) {

    /** Whether memory stayed flat. */
    public boolean isFlat() {
      return growth <= TOLERATED;
    }

    /** The outcome as a sentence. */
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "memory %s: %.1f %% of what it was after a quarter of the steps",
          isFlat() ? "stays flat" : "grows",
          100 * growth);
    }
  }

  /** Runs it and prints the resident memory as it goes. */
  public Outcome run(PrintWriter out) {
    ComputationGraph network = workload.network(workload.execution());
    long afterQuarter = 0;
    for (int step = 1; step <= steps; step++) {
      step(network, workload.batchSize() - step / SAME_SIZE % workload.batchSize());
      boolean quarter = step == (steps + 3) / 4;
      boolean report = step % Math.max(1, steps / REPORTS) == 0;
      if (quarter || report) {
        long bytes = resident.getAsLong();
        afterQuarter = quarter ? bytes : afterQuarter;
        out.printf(Locale.ROOT, "step %6d  %7.1f MB resident%n", step, bytes / 1e6);
        out.flush();
      }
    }
    return new Outcome((double) resident.getAsLong() / afterQuarter);
  }

  private void step(ComputationGraph network, int batchSize) {
    INDArray batch = workload.batch(batchSize);
    network.fit(new INDArray[] {batch}, workload.labels(network, batchSize));
    network.output(false, batch);
  }
}
