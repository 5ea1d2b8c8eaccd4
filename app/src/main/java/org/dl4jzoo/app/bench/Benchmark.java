package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps of a network on one batch of random images, with Adam where it trains.
 *
 * @param architecture the network
 * @param options its options
 * @param batchSize images a step
 * @param execution what computes
 * @param memory how much memory training takes
 * @param mode what a step does
 * @param seconds for how long, after a warm-up of half that time; three steps at least, unless they
 *     are very slow
 */
public record Benchmark(
    Architecture architecture,
    ModelOptions options,
    int batchSize,
    Execution execution,
    MemoryUse memory,
    BenchMode mode,
    int seconds) {

  static final long SEED = 1;

  private static final int FEWEST_STEPS = 3;

  /** Of steps so slow that the fewest would take longer than this many times the time, fewer do. */
  private static final int PATIENCE = 3;

  /** Runs it. */
  public BenchResult run() {
    KernelTimes times = new KernelTimes();
    Runnable step = step(execution.timed(times));
    timed(step, seconds / 2.0);
    times.clear();
    return result(timed(step, seconds), times);
  }

  private Runnable step(Execution timed) {
    ComputationGraph network = Models.network(architecture, options, timed, SEED);
    INDArray images = images(options, batchSize);
    if (mode == BenchMode.INFER) {
      return () -> network.output(false, images);
    }
    Training.prepare(network, settings(timed, memory));
    INDArray[] labels = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(labels, labels(options, batchSize));
    INDArray[] inputs = {images};
    return () -> network.fit(inputs, labels);
  }

  static TrainingSettings settings(Execution execution, MemoryUse memory) {
    return TrainingSettings.of(Optimizer.ADAM, 1e-3).with(execution).with(memory);
  }

  static INDArray images(ModelOptions options, int batchSize) {
    ImageShape image = options.image();
    return Nd4j.rand(DataType.FLOAT, batchSize, image.height(), image.width(), image.channels());
  }

  static INDArray labels(ModelOptions options, int batchSize) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batchSize, options.classes());
    for (int i = 0; i < batchSize; i++) {
      labels.putScalar(i, i % options.classes(), 1);
    }
    return labels;
  }

  /** Seconds of each step, for as long as that together. */
  private static List<Double> timed(Runnable step, double together) {
    List<Double> measured = new ArrayList<>();
    double spent = 0;
    while (measured.isEmpty()
        || spent < together
        || (measured.size() < FEWEST_STEPS && spent < PATIENCE * together)) {
      long start = System.nanoTime();
      step.run();
      measured.add((System.nanoTime() - start) / 1e9);
      spent += measured.get(measured.size() - 1);
    }
    return measured;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private BenchResult result(List<Double> measured, KernelTimes times) {
    double total = measured.stream().mapToDouble(Double::doubleValue).sum();
    return new BenchResult(
        architecture.info().name(),
        mode,
        batchSize,
        memory,
        execution.precision(),
        execution.engine(),
        Threads.used(),
        batchSize / median(measured),
        PeakMemory.bytes(),
        measured.size(),
        BenchResult.shares(times.seconds(), total));
  }
}
