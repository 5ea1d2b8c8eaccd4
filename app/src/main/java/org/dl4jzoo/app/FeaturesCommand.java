package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.FiniteOutput;
import org.dl4jzoo.app.images.ImageFiles;
import org.dl4jzoo.app.report.FeatureFiles;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo features}: what a network sees in images, without its classifier. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo features [OPTIONS] RUN IMAGE|DIR... --output FOLDER",
      "zoo features [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] IMAGE|DIR..."
          + " --output FOLDER"
    },
    description = {
      "Computes features of images: each channel of a network's last feature map, averaged over the"
          + " image.",
      "Writes features.csv (file, class folder, values) and features.npy ([images, features],"
          + " float32, the same order)."
    })
final class FeaturesCommand extends NetworkCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE|DIR",
      description = {
        "Images, and folders of images at any depth.",
        "Without --model, the run folder or a checkpoint comes before them."
      })
  private List<Path> paths;

  @Option(
      names = "--pooling",
      paramLabel = "avg|max",
      defaultValue = "avg",
      description = "Mean or maximum over the image (default: ${DEFAULT-VALUE}).")
  private FeaturePooling pooling;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the files go; made if it isn't there.")
  private Path output;

  private List<Example> examples;

  @Override
  void check() {
    if (pooling == FeaturePooling.NONE) {
      throw new UsageException("pooling must be avg or max here; got none");
    }
    super.check();
    examples = ImageFiles.in(images(), display()::line).stream().map(Example::unlabelled).toList();
  }

  @Override
  Path runPath() {
    return paths.get(0);
  }

  private List<Path> images() {
    List<Path> images = network().pretrained() ? paths : paths.subList(1, paths.size());
    if (images.isEmpty()) {
      throw new UsageException("images are missing after the run folder " + paths.get(0));
    }
    return images;
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    FeatureFiles files = FeatureFiles.in(output, images());
    ComputationGraph network = weights.features(pooling, engine);
    try (ImageBatches batches = batches(examples, weights.card())) {
      display().start("features", examples.size());
      for (Batch batch : batches.epoch(0)) {
        files.add(
            batch.examples(), FiniteOutput.rows(network.output(false, batch.images())[0], batch));
        display().step(files.count());
      }
      display().done();
      int exitCode = tellUnreadable(batches, paths);
      if (files.count() > 0) {
        files.write();
        print(files);
      }
      return exitCode;
    }
  }

  private void print(FeatureFiles files) {
    out()
        .println(
            json()
                ? Json.line(files.toMap())
                : "features: %s (%d images, %d values each)"
                    .formatted(output, files.count(), files.length()));
  }
}
