package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.ClassifierOptions;
import org.dl4jzoo.app.setting.TestConfigs;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole trainings on stand-ins for several GPUs. */
class ReplicatedTrainingTest {

  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private TrainConfig one;
  private TrainConfig three;
  private List<Device> devices = List.of();

  /** Of 34 training images the last batch of 11 has one, which two devices get nothing of. */
  @BeforeEach
  void prepare() throws IOException {
    DrawnImages.draw(folder.resolve("images"), 3, 15);
    Map<String, Object> settings = new HashMap<>();
    settings.put("backend", "cuda");
    settings.put("engine", "cuda");
    settings.put("image-size", 28);
    settings.put("batch-size", 11);
    settings.put("optimizer", "sgd");
    settings.put("learning-rate", 1e-2);
    settings.put("dropout", 0.2);
    settings.put("augment", "light");
    settings.put("label-smoothing", 0.1);
    settings.put("mixup", 0.4);
    settings.put("class-weights", "balanced");
    settings.put("accumulate", 2);
    settings.put("clip-norm", 0.5);
    settings.put("ema-decay", 0.9);
    one = TestConfigs.small(settings);
    settings.put("devices", "0,1,2");
    three = TestConfigs.small(settings);
  }

  @AfterEach
  void close() {
    CurrentDevice.choose(List.of());
    devices.forEach(Device::close);
  }

  private void choose(Device... chosen) {
    devices = Stream.concat(devices.stream(), Stream.of(chosen)).toList();
    CurrentDevice.choose(Stream.of(chosen).<Supplier<Device>>map(device -> () -> device).toList());
  }

  private TrainingData data(TrainConfig config) {
    return TrainingData.of(config, Scale.UNIT, LabelledImages.open(folder.resolve("images")));
  }

  private static Checkpoint begin(TrainConfig config) {
    ModelOptions options = ClassifierOptions.of(config, 3);
    ModelCard card =
        new ModelCard(
            "lenet5",
            options,
            new Preprocessing(28, 28, 3, Resize.SQUASH, Scale.UNIT),
            List.of("blue", "green", "red"),
            null,
            null);
    return new Checkpoint(
        Models.network(Models.named("lenet5"), options, config.execution(), 1),
        TrainingState.start(),
        card);
  }

  private Checkpoint train(TrainConfig config, String run, Checkpoint from, BooleanSupplier stop)
      throws IOException {
    RunFolder to = new RunFolder(folder.resolve(run));
    SmallTraining.train(data(config), to, from, stop);
    return Checkpoint.read(to.last());
  }

  private static BooleanSupplier afterAsked(int times) {
    int[] asked = {0};
    return () -> ++asked[0] > times;
  }

  private static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.state().epoch()).isEqualTo(3);
    assertThat(actual.network().getIterationCount()).isEqualTo(6);
    assertNear(actual.network().params(), expected.network().params());
    assertNear(actual.average(), expected.average());
    assertNear(
        actual.network().getUpdater().getStateViewArray(),
        expected.network().getUpdater().getStateViewArray());
    assertThat(actual.state().history().get(2).validationLoss())
        .isCloseTo(expected.state().history().get(2).validationLoss(), within(1e-4));
  }

  private static void assertNear(INDArray actual, INDArray expected) {
    double largest = expected.amaxNumber().doubleValue();
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-4 * largest);
  }

  @Test
  void a_run_on_three_devices_is_that_on_one_and_goes_on_there() throws IOException {
    choose(new HostDevice());
    Checkpoint expected = train(one, "one", begin(one), () -> false);

    choose(new HostDevice(), new HostDevice(), new HostDevice());
    assertSame(train(three, "three", begin(three), () -> false), expected);

    Checkpoint stopped = train(three, "moved", begin(three), afterAsked(5));
    assertThat(stopped.state().epoch()).isLessThan(3);
    choose(new HostDevice());
    assertSame(train(one, "moved", stopped, () -> false), expected);
  }

  private void check(TrainConfig config) {
    new TrainingMemory(config, data(config)).check();
  }

  private int automatic(TrainConfig config) {
    StringWriter err = new StringWriter();
    return new TrainingMemory(config.with("batch-size", null), data(config))
        .withBatch(ProgressDisplay.on(new PrintWriter(err)))
        .batchSize();
  }

  /** Each needs memory for its part, and 1 GiB for cuDNN; the first for inference besides. */
  @Test
  void the_device_with_least_memory_decides_how_large_a_batch_may_be() {
    int all = data(three).countOfTraining();
    TrainConfig large =
        three.with("image-size", 224).with("batch-size", all).with("model", "vgg16");
    choose(new HostDevice(16 * GIB), new HostDevice(16 * GIB), new HostDevice(16 * GIB));
    assertThatCode(() -> check(large)).doesNotThrowAnyException();
    assertThat(automatic(large)).isEqualTo(all);

    choose(new HostDevice(16 * GIB), new HostDevice(16 * GIB), new HostDevice(6 * GIB));
    int fits = automatic(large);
    assertThat(fits).isBetween(1, all - 1);
    assertThatThrownBy(() -> check(large))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("training vgg16 with batch-size %d takes about", all)
        .hasMessageContaining("the GPU's free memory is 6.0 GiB; batch-size %d fits", fits);
    assertThatCode(() -> check(large.with("batch-size", fits))).doesNotThrowAnyException();
  }
}
