package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.MemoryUse;
import org.dl4jzoo.zoo.layer.OnePassUpdater;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ImageShape;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Steps of a network on one batch of random images, with Adam where it trains.
 *
 * @param architecture the network
 * @param options its options
 * @param batchSize images a step
 * @param memory how much memory training takes
 * @param mode what a step does
 * @param seconds for how long, after the warm-up; three steps at least
 */
public record Benchmark(
    Architecture architecture,
    ModelOptions options,
    int batchSize,
    MemoryUse memory,
    BenchMode mode,
    int seconds) {

  private static final int WARM_UP_STEPS = 3;
  private static final int FEWEST_STEPS = 3;

  /** Runs with the current engine and precision. */
  public BenchResult run() {
    KernelTimes times = new KernelTimes();
    Engine.profile(times);
    try {
      Runnable step = step();
      for (int i = 0; i < WARM_UP_STEPS; i++) {
        step.run();
      }
      times.clear();
      List<Double> seconds = timed(step);
      return result(seconds, times);
    } finally {
      Engine.profile(null);
    }
  }

  private Runnable step() {
    ComputationGraph network =
        new ComputationGraph(
            Models.configure(
                architecture,
                options,
                new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(1e-3))));
    network.init();
    ImageShape image = options.image();
    INDArray images =
        Nd4j.rand(DataType.FLOAT, batchSize, image.height(), image.width(), image.channels());
    if (mode == BenchMode.INFER) {
      return () -> network.output(false, images);
    }
    OnePassUpdater.install(network);
    memory.install(network);
    INDArray[] labels = new INDArray[network.getNumOutputArrays()];
    Arrays.fill(labels, labels());
    INDArray[] inputs = {images};
    return () -> network.fit(inputs, labels);
  }

  private INDArray labels() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batchSize, options.classes());
    for (int i = 0; i < batchSize; i++) {
      labels.putScalar(i, i % options.classes(), 1);
    }
    return labels;
  }

  private List<Double> timed(Runnable step) {
    List<Double> measured = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (measured.size() < FEWEST_STEPS || System.nanoTime() < end) {
      long start = System.nanoTime();
      step.run();
      measured.add((System.nanoTime() - start) / 1e9);
    }
    return measured;
  }

  private BenchResult result(List<Double> measured, KernelTimes times) {
    List<Double> sorted = new ArrayList<>(measured);
    Collections.sort(sorted);
    double total = measured.stream().mapToDouble(Double::doubleValue).sum();
    return new BenchResult(
        architecture.info().name(),
        mode,
        batchSize,
        memory,
        Engine.precision(),
        Engine.current(),
        Threads.used(),
        batchSize / sorted.get(sorted.size() / 2),
        PeakMemory.bytes(),
        measured.size(),
        BenchResult.shares(times.seconds(), total));
  }
}
