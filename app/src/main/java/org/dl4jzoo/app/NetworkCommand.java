package org.dl4jzoo.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.dl4jzoo.app.backend.EarlyLibraries;
import org.dl4jzoo.app.backend.GpuMemory;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.precision.Bfloat16Weights;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.QuantizedRun;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.InputViews;
import org.dl4jzoo.data.batch.TestTimeAugment;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.training.DeviceMemory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that gives images to a trained network: that of a run, or one of {@code --model}. */
abstract class NetworkCommand extends ZooCommand {

  /** Images found in folders that are named where they can't be read; the others are counted. */
  private static final int MOST_NAMED = 5;

  @Mixin private NetworkFlags network;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per batch (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Mixin private BackendOptions backend;

  private RunFolder run;

  private EarlyLibraries early;

  /** The checkpoint that the command line names; null if it names a run or --model. */
  private Path checkpoint;

  @Override
  void check() {
    if (batchSize < 1) {
      throw new UsageException("batch-size must be at least 1; got " + batchSize);
    }
    if (precision() == InferencePrecision.INT8 && network.pretrained()) {
      throw new UsageException(
          "precision int8 needs a run that zoo quantize was given; got --model " + network.model());
    }
    run = network.pretrained() ? null : opened(runPath());
  }

  /** The run of a folder; of a checkpoint, that of the folder it is in, if there is one. */
  private RunFolder opened(Path named) {
    if (!Files.isRegularFile(named) || !CheckpointWeights.isOne(named.toString())) {
      return RunFolder.open(named);
    }
    if (spec().commandLine().getParseResult().hasMatchedOption("--checkpoint")) {
      throw new UsageException(
          "--checkpoint chooses among those of a run folder; got the checkpoint " + named);
    }
    checkpoint = named;
    return RunFolder.around(named).orElse(null);
  }

  @Override
  final int execute() {
    Engine engine = backend.select(err());
    precision().check(engine);
    try (EarlyLibraries loading = EarlyLibraries.load(earlyLibraries(engine));
        TrainedWeights weights = open()) {
      weights.notes().forEach(display()::line);
      CurrentDevice.get().ifPresent(device -> fitBatch(weights.card(), device));
      early = loading;
      return execute(weights, engine);
    }
  }

  private TrainedWeights open() {
    return switch (precision()) {
      case INT8 -> QuantizedRun.open(checkpoint == null ? run.int8() : checkpoint);
      case BF16 -> new Bfloat16Weights(openFloat32());
      case FLOAT32 -> openFloat32();
    };
  }

  private TrainedWeights openFloat32() {
    return checkpoint == null ? network.open(run, display()) : CheckpointWeights.open(checkpoint);
  }

  /** The numbers to compute with that are asked for. */
  InferencePrecision precision() {
    return InferencePrecision.FLOAT32;
  }

  /** Lowers the batch to what a GPU has room for. */
  private void fitBatch(ModelCard card, Device device) {
    Net net = card.net();
    long parameters =
        Models.summary(Models.named(card.model()), card.options()).memory().parameters();
    batchSize =
        GpuMemory.lowered(
            "inference of " + card.model(),
            batchSize,
            batch -> DeviceMemory.inferenceBytes(net, parameters, batch, device.maps()),
            device,
            display()::line);
  }

  /** The run folder, or checkpoint, of the command line; asked where it doesn't name a model. */
  abstract Path runPath();

  /**
   * Does what is asked with a network.
   *
   * @param engine what computes its layers
   * @return one of the {@link ExitCode}s
   */
  abstract int execute(TrainedWeights weights, Engine engine);

  /** Waits for {@link #earlyLibraries}; to be called before anything native is touched. */
  final void awaitLibraries() {
    early.await();
  }

  /** What loads the native libraries that are best loaded while the weights are read; none. */
  List<Runnable> earlyLibraries(Engine engine) {
    return List.of();
  }

  /** Which network is asked for. */
  final NetworkFlags network() {
    return network;
  }

  /** The run whose network it is; null for one of {@code --model} or of a checkpoint alone. */
  final RunFolder run() {
    return run;
  }

  /** Images as the network takes them: in order, as they are. */
  final ImageBatches batches(List<Example> examples, ModelCard card) {
    return batches(examples, card, InputViews.of(TestTimeAugment.OFF, card.preprocessing()));
  }

  /** Views of images in order; no more of them in a batch than images otherwise. */
  final ImageBatches batches(List<Example> examples, ModelCard card, InputViews views) {
    int classes = Math.max(1, card.labels().size());
    int images = Math.max(1, batchSize / views.count());
    return ImageBatches.ofViews(
        examples, BatchSettings.evaluation(card.preprocessing(), classes, images), views);
  }

  /** Says that the probabilities aren't those that the network gives, where that is so. */
  final void tellTemperature(TrainedWeights weights) {
    if (weights.card().temperature() != null) {
      display()
          .line(
              "probabilities are at the temperature %s that %s keeps"
                  .formatted(weights.card().temperature(), weights.file()));
    }
  }

  /** The flag of commands whose answers can be the mean of several. */
  static final class ViewFlags {

    @Option(
        names = "--test-time-augment",
        paramLabel = "off|flip|five-crop",
        defaultValue = "off",
        description =
            "Averages the probabilities of an image and its mirror image, or of its four corners and"
                + " its centre (default: ${DEFAULT-VALUE}).")
    private TestTimeAugment augment;

    TestTimeAugment augment() {
      return augment;
    }

    /** Refuses several views where another flag is given, which shows one. */
    void refuseWith(String flag, boolean given) {
      if (given && augment != TestTimeAugment.OFF) {
        throw new UsageException(
            "%s shows one view an image; got --test-time-augment %s".formatted(flag, augment));
      }
    }

    /** The name of what was computed of these views, by that of the same of images as they are. */
    String after(String name) {
      return augment == TestTimeAugment.OFF ? name : "%s-%s".formatted(name, augment);
    }

    InputViews views(ModelCard card) {
      return InputViews.of(augment, card.preprocessing());
    }
  }

  /**
   * Names the images that could not be read, when the others have been answered.
   *
   * @param named what the command line itself names; other images were found in folders
   * @return exit code 2 if one of these could not be read, else 0
   * @throws UsageException if all images were found in folders and none could be read
   */
  final int tellUnreadable(ImageBatches batches, Collection<Path> named) {
    List<Unreadable> skipped = new ArrayList<>();
    int refused = 0;
    for (Unreadable image : batches.skipped()) {
      Path file = image.example().file();
      if (named.contains(file)) {
        refused++;
        display().line("error: cannot read %s: %s".formatted(file, image.reason()));
      } else {
        skipped.add(image);
      }
    }
    skipped.stream()
        .limit(MOST_NAMED)
        .forEach(
            image ->
                display().line("skipped %s: %s".formatted(image.example().file(), image.reason())));
    if (skipped.size() == batches.size()) {
      throw new UsageException("none of the %d images can be read".formatted(skipped.size()));
    }
    if (!skipped.isEmpty()) {
      display().line(counted(skipped, batches.size()));
    }
    return refused > 0 ? ExitCode.USAGE : ExitCode.OK;
  }

  private static String counted(List<Unreadable> skipped, int images) {
    String count = "skipped %d of %d images".formatted(skipped.size(), images);
    return skipped.size() <= MOST_NAMED
        ? count
        : "%s: %s".formatted(count, Unreadable.reasons(skipped));
  }
}
