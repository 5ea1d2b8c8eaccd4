package org.dl4jzoo.app.bench;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.training.Training;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Very many training steps, each followed by an inference, to see whether memory stays flat. The
 * size of the batch changes every {@value #SAME_SIZE} steps, so that kernels of more shapes come
 * and go than are kept.
 *
 * @param architecture the network
 * @param options its options
 * @param largestBatch images a step at most
 * @param execution what computes
 * @param memory how much memory training takes
 * @param steps training steps
 */
public record Soak(
    Architecture architecture,
    ModelOptions options,
    int largestBatch,
    Execution execution,
    MemoryUse memory,
    int steps) {

  private static final int SAME_SIZE = 50;
  private static final int REPORTS = 20;

  /** Growth from the first quarter's end to the end that is no leak yet. */
  private static final double TOLERATED = 1.05;

  /**
   * Runs it and prints the resident memory as it goes.
   *
   * @return whether memory stayed flat after the first quarter
   */
  public boolean run(PrintWriter out) {
    ComputationGraph network = Models.network(architecture, options, execution, Benchmark.SEED);
    Training.prepare(network, Benchmark.settings(execution, memory));
    long afterQuarter = 0;
    for (int step = 1; step <= steps; step++) {
      step(network, largestBatch - step / SAME_SIZE % largestBatch);
      if (step == (steps + 3) / 4) {
        afterQuarter = Pointer.physicalBytes();
      }
      if (step % Math.max(1, steps / REPORTS) == 0) {
        out.printf(
            Locale.ROOT, "step %6d  %7.1f MB resident%n", step, Pointer.physicalBytes() / 1e6);
        out.flush();
      }
    }
    double growth = (double) Pointer.physicalBytes() / afterQuarter;
    out.printf(Locale.ROOT, "%.1f %% of what it was after a quarter of the steps%n", 100 * growth);
    return growth <= TOLERATED;
  }

  private void step(ComputationGraph network, int batchSize) {
    INDArray images = Benchmark.images(options, batchSize);
    INDArray[] labels = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(labels, Benchmark.labels(options, batchSize));
    network.fit(new INDArray[] {images}, labels);
    network.output(false, images);
  }
}
