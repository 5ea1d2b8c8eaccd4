package org.dl4jzoo.app.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.train.EndlessTraining;
import org.dl4jzoo.data.batch.PreparationTimes;
import org.dl4jzoo.data.batch.PreparationTimes.Part;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;

/**
 * A training on real images.
 *
 * @param asked its settings
 * @param display shows how long images are drawn or downloaded
 */
public record RealImages(AskedTraining asked, ProgressDisplay display) implements Workload {

  @Override
  public String model() {
    return asked.config().model();
  }

  @Override
  public BenchMode mode() {
    return BenchMode.TRAIN;
  }

  @Override
  public Execution execution() {
    return asked.config().execution();
  }

  @Override
  public MemoryUse memory() {
    return asked.config().memory();
  }

  @Override
  public String images() {
    return asked.config().data();
  }

  @Override
  public Steps begin(KernelTimes kernels, boolean byVertex) {
    return new TrainingSteps(EndlessTraining.of(asked, kernels, display), asked.config().threads());
  }

  /** Steps of the training, and how long they take to get their batches. */
  private static final class TrainingSteps implements Steps {

    private final EndlessTraining training;
    private final int threads;
    private long nanosBefore;
    private Duration waitedBefore = Duration.ZERO;

    TrainingSteps(EndlessTraining training, int threads) {
      this.training = training;
      this.threads = threads;
    }

    @Override
    public int batchSize() {
      return training.batchSize();
    }

    @Override
    public ComputationGraph network() {
      return training.network();
    }

    @Override
    public void take() {
      training.step();
    }

    @Override
    public void restart() {
      nanosBefore = training.nanosForBatches();
      waitedBefore = training.images().waited();
      training.images().preparationTimes().restart();
    }

    @Override
    public Map<String, Double> partsBefore() {
      double waiting = seconds(training.images().waited().minus(waitedBefore));
      Map<String, Double> parts = new LinkedHashMap<>();
      parts.put("waiting for images", waiting);
      double batches = (training.nanosForBatches() - nanosBefore) / 1e9;
      parts.put("arrays for the next images", batches - waiting);
      return parts;
    }

    @Override
    public Optional<Preparation> preparation() {
      PreparationTimes times = training.images().preparationTimes();
      return Optional.of(
          new Preparation(
              threads,
              seconds(times.total(Part.DECODING)),
              seconds(times.total(Part.AUGMENTATION)),
              seconds(times.total(Part.COPYING))));
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
      training.close();
    }
  }
}
