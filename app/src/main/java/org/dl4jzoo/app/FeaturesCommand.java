package org.dl4jzoo.app;

import java.nio.file.Path;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.FiniteOutput;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.report.FeatureFiles;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.Lookahead;
import org.dl4jzoo.zoo.inference.Inference;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class FeaturesCommand extends ImagesCommand {

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

  @Mixin private PrecisionFlag precision;

  @Override
  void check() {
    if (pooling == FeaturePooling.NONE) {
      throw new UsageException("pooling must be avg or max here; got none");
    }
    super.check();
  }

  @Override
  RuntimeException noImages() {
    return new UsageException("images are missing after the run folder " + runPath());
  }

  @Override
  InferencePrecision precision() {
    return precision.asked();
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    FeatureFiles files = FeatureFiles.in(output, images());
    try (Inference network = weights.featuresOf(pooling, engine);
        ImageBatches batches = batches(examples(), weights.card())) {
      display().start("features", examples().size());
      Lookahead<Batch> left = new Lookahead<>(batches.epoch(0).iterator());
      while (left.hasNext()) {
        try (Batch batch = left.next()) {
          INDArray features = network.of(batch.images(), () -> left.peek().map(Batch::images));
          files.add(batch.examples(), FiniteOutput.rows(features, batch));
        }
        display().step(files.count());
      }
      display().done();
      int exitCode = tellUnreadable(batches, paths());
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
                : "features: %s (%s, %d values each)"
                    .formatted(output, Amount.of(files.count(), "image"), files.length()));
  }
}
