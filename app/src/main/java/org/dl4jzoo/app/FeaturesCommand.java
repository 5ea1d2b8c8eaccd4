package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.Probabilities;
import org.dl4jzoo.app.images.ImageFiles;
import org.dl4jzoo.app.report.FeatureFiles;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.weights.PretrainedModel;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zoo features}: what a network sees in images, without its classifier. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo features [OPTIONS] RUN DIR --output FOLDER",
      "zoo features [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] DIR --output FOLDER"
    },
    description = {
      "Computes the features of images: the last feature map of a network, averaged over the image.",
      "Writes features.csv (file, class folder, values) and features.npy ([images, features],"
          + " float32, the same order)."
    })
final class FeaturesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "DIR",
      description = {
        "A folder of images at any depth, or an image;",
        "without --model the folder of a training before it."
      })
  private List<Path> paths;

  @Mixin private NetworkFlags flags;

  @Option(
      names = "--pooling",
      paramLabel = "avg|max",
      defaultValue = "avg",
      description = "Mean or maximum of each channel (default: ${DEFAULT-VALUE}).")
  private FeaturePooling pooling;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the files go; made if it isn't there.")
  private Path output;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(names = "--json", description = "Print what was written as JSON on stdout.")
  private boolean json;

  @Mixin private BackendOptions backend;

  /** A network without classifier, and what it takes. */
  private record Extractor(ComputationGraph network, Preprocessing preprocessing) {}

  @Override
  public Integer call() {
    check();
    RunFolder run = flags.pretrained() ? null : RunFolder.open(paths.get(0));
    Path folder = paths.get(paths.size() - 1);
    List<Example> examples =
        ImageFiles.in(List.of(folder)).stream().map(Example::unlabelled).toList();
    FeatureFiles files =
        FeatureFiles.in(output, Files.isDirectory(folder) ? folder : folder.resolveSibling(""));
    PrintWriter err = spec.commandLine().getErr();
    Engine engine = backend.select(err);
    ProgressDisplay display = ProgressDisplay.on(err);
    Extractor extractor = open(run, display);
    Execution.on(engine).install(extractor.network());
    extract(extractor, examples, files, display);
    if (files.count() == 0) {
      throw new UsageException("none of the %d images can be read".formatted(examples.size()));
    }
    files.write();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? Json.line(files.toMap())
            : "features: %s (%d images, %d values each)"
                .formatted(output, files.count(), files.length()));
    out.flush();
    return ExitCode.OK;
  }

  private void check() {
    if (batchSize < 1) {
      throw new UsageException("batch-size must be at least 1; got " + batchSize);
    }
    if (pooling == FeaturePooling.NONE) {
      throw new UsageException("pooling must be avg or max here; got none");
    }
    int needed = flags.pretrained() ? 1 : 2;
    if (paths.size() != needed) {
      throw new UsageException(
          "features needs %s; got %d paths"
              .formatted(
                  needed == 1
                      ? "one folder of images beside --model"
                      : "a run folder and a folder of images, or --model and a folder of images",
                  paths.size()));
    }
  }

  private Extractor open(RunFolder run, ProgressDisplay display) {
    if (run != null) {
      return withoutTop(
          CheckpointWeights.open(flags.checkpoint().of(run), run.readConfig().model()));
    }
    if (flags.namesCheckpoint()) {
      return withoutTop(flags.checkpointWeights());
    }
    PretrainedModel model =
        PretrainedModel.features(
            flags.model(), flags.weights(), flags.imageSize(), pooling, display);
    return new Extractor(model.network(), model.preprocessing());
  }

  /** The same parameters in a network that ends before the classifier. */
  private Extractor withoutTop(CheckpointWeights weights) {
    ModelCard card = weights.card();
    ComputationGraph network =
        PretrainedModel.build(
            Models.named(card.model()), PretrainedModel.withoutTop(card.options(), pooling));
    weights.load(network, true);
    return new Extractor(network, card.preprocessing());
  }

  private void extract(
      Extractor extractor, List<Example> examples, FeatureFiles files, ProgressDisplay display) {
    BatchSettings settings = BatchSettings.evaluation(extractor.preprocessing(), 1, batchSize);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      display.start("features", examples.size());
      for (Batch batch : batches.epoch(0)) {
        files.add(batch.examples(), Probabilities.of(extractor.network(), batch));
        display.step(files.count());
      }
      display.done();
      for (Unreadable skipped : batches.skipped()) {
        display.line("skipped %s: %s".formatted(skipped.example().file(), skipped.reason()));
      }
    }
  }
}
