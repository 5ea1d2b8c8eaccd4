package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSource;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.training.TrainingBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of images is outside of Java's heap, so that its collector doesn't see it gather. */
class FreedBatchesTest {

  private static final ProgressDisplay DISPLAY =
      ProgressDisplay.on(new PrintWriter(new StringWriter()));

  @TempDir Path folder;

  /** Remembers what it gave. */
  private record Remembering(BatchSource source, List<Batch> given) implements BatchSource {

    @Override
    public Iterable<Batch> epoch(int epoch, int firstBatch) {
      Iterator<Batch> batches = source.epoch(epoch, firstBatch).iterator();
      return () ->
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return batches.hasNext();
            }

            @Override
            public Batch next() {
              Batch next = batches.next();
              given.add(next);
              return next;
            }
          };
    }

    @Override
    public int batches() {
      return source.batches();
    }

    @Override
    public Duration waited() {
      return source.waited();
    }

    @Override
    public List<Unreadable> skipped() {
      return source.skipped();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  @Test
  void a_training_frees_each_batch_that_it_learned_or_validated() throws IOException {
    TrainConfig config = TestConfigs.small(Map.of("accumulate", 2, "mixup", 0.4));
    LabelledImages images = LabelledImages.open(DrawnImages.draw(folder.resolve("images"), 3, 15));
    TrainingData data = TrainingData.of(config, Scale.UNIT, images);
    List<Batch> trained = new ArrayList<>();
    List<Batch> validated = new ArrayList<>();
    RunFolder run = new RunFolder(Files.createDirectories(folder.resolve("run")));

    SmallTraining.train(
        data,
        run,
        null,
        () -> false,
        DISPLAY,
        TrainingObserver.NONE,
        batches ->
            new PhaseBatches(
                new Remembering(batches.training(), trained),
                new Remembering(batches.validation(), validated)));

    assertThat(trained).hasSizeGreaterThan(9).allMatch(batch -> batch.images().wasClosed());
    assertThat(validated).hasSizeGreaterThan(2).allMatch(batch -> batch.images().wasClosed());
  }

  /** Of what is mixed, the images that are learned are others than the batch's. */
  @ParameterizedTest
  @CsvSource({"0.4, 0, 0", "0, 1, 0", "0, 0, 0.1", "0, 0, 0"})
  void a_step_frees_what_it_made_of_the_batch_and_leaves_the_batch(
      double mixup, double cutmix, double labelSmoothing) {
    TrainConfig config =
        TestConfigs.small(
            Map.of("mixup", mixup, "cutmix", cutmix, "label-smoothing", labelSmoothing));
    List<TrainingBatch> learned = new ArrayList<>();
    TrainingStep step = new TrainingStep(learner(config, learned), config);
    Batch batch =
        new Batch(Nd4j.rand(4, 8, 8, 3), Nd4j.eye(4).castTo(DataType.FLOAT), List.of(), 0);

    step.take(batch, true, new LossAndAccuracy());

    assertThat(batch.images().wasClosed()).isFalse();
    assertThat(batch.labels().wasClosed()).isFalse();
    TrainingBatch made = learned.get(0);
    assertThat(made.input().wasClosed()).isEqualTo(mixup + cutmix > 0);
    assertThat(made.targets().wasClosed()).isEqualTo(mixup + cutmix + labelSmoothing > 0);
  }

  /** Learns nothing, and remembers what it was given. */
  private static Learner learner(TrainConfig config, List<TrainingBatch> learned) {
    ComputationGraph network = SmallTraining.newNetwork(config);
    return (Learner)
        Proxy.newProxyInstance(
            Learner.class.getClassLoader(),
            new Class<?>[] {Learner.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("network")) {
                return network;
              }
              learned.add((TrainingBatch) arguments[0]);
              return Nd4j.zeros(4, 4);
            });
  }
}
