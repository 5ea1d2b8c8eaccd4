package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.OwnImages;
import org.dl4jzoo.app.run.CheckpointChoice;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.QuantizedRun;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.IntegerArithmetic;
import org.dl4jzoo.zoo.inference.Quantization;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo quantize}: a trained network in 8-bit integers. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    description = {
      "Makes int8.zip in a run folder: its network in 8-bit integers, a quarter as large and faster on"
          + " CPUs with VNNI. predict, evaluate and features use it with --precision int8.",
      "The ranges of the network's values are those that lose least on images it was trained on;"
          + " nothing is trained."
    })
final class QuantizeCommand extends ZooCommand {

  /** Every value of the network is kept for so many images at once. */
  private static final int BATCH = 4;

  /** So that the same run gives the same file. */
  private static final long SEED = 1;

  @Parameters(paramLabel = "RUN", description = "The run folder of a training.")
  private Path path;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "How many images of the training the ranges are measured on (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--data",
      paramLabel = "DIR|LIST",
      description = "The place that the run's images have moved to.")
  private Path data;

  @Option(
      names = "--checkpoint",
      paramLabel = "best|last",
      defaultValue = "best",
      description = "Which checkpoint of the run (default: ${DEFAULT-VALUE}).")
  private CheckpointChoice checkpoint;

  private RunFolder run;

  @Override
  void check() {
    if (images < 1) {
      throw new UsageException("images must be at least 1; got " + images);
    }
    run = RunFolder.open(path);
  }

  @Override
  int execute() {
    Engine engine = Backend.CPU.engine(null);
    Backend.checkInt8(engine);
    IntegerArithmetic.notes().forEach(display()::line);
    try (CheckpointWeights weights = CheckpointWeights.open(checkpoint.of(run))) {
      weights.notes().forEach(display()::line);
      ComputationGraph network = weights.classifier(engine);
      weights.checkOurs(network, "int8");
      List<Example> seen = calibration(weights);
      Quantization quantization = new Quantization(network, weights.card().net());
      int count = observe(quantization, seen, weights);
      QuantizedRun.write(
          run.int8(), weights.card(), quantization.quantized(), weights.parametersHash(), count);
      print(count);
      return ExitCode.OK;
    }
  }

  /** As many of the run's training images as are asked for, drawn by chance. */
  private List<Example> calibration(CheckpointWeights weights) {
    List<Example> training =
        new ArrayList<>(
            OwnImages.open(run, weights.card(), data, null, display())
                .examples(Subset.TRAIN, display()));
    if (training.isEmpty()) {
      throw new UsageException("%s names no images for training".formatted(run.split()));
    }
    if (training.size() < images) {
      display()
          .line(
              "ranges are measured on all %s of the training; %d were asked for"
                  .formatted(Amount.of(training.size(), "image"), images));
    }
    Collections.shuffle(training, new Random(SEED));
    return training.subList(0, Math.min(images, training.size()));
  }

  /** Looks at the images that can be read. */
  private int observe(
      Quantization quantization, List<Example> examples, CheckpointWeights weights) {
    int classes = Math.max(1, weights.card().labels().size());
    int count = 0;
    BatchSettings settings =
        BatchSettings.evaluation(weights.card().preprocessing(), classes, BATCH);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      display().start("measuring ranges", examples.size());
      for (Batch each : batches.epoch(0)) {
        try (Batch batch = each) {
          quantization.observe(batch.images());
          count += batch.examples().size();
        }
        display().step(count);
      }
      display().done();
      if (count < examples.size()) {
        display()
            .line(
                "skipped %s that cannot be read"
                    .formatted(Amount.of(examples.size() - count, "image")));
      }
    }
    if (count == 0) {
      throw new UsageException("none of the run's training images can be read");
    }
    return count;
  }

  private void print(int count) {
    long bytes = OutputFile.size(run.int8());
    if (json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("file", run.int8().toString());
      result.put("bytes", bytes);
      result.put("images", count);
      out().println(Json.line(result));
    } else {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "int8: %s (%.1f MB, ranges of %s); zoo evaluate %s --precision int8 compares it with"
                      + " float32",
                  run.int8(),
                  bytes / 1e6,
                  Amount.of(count, "image"),
                  path));
    }
  }
}
