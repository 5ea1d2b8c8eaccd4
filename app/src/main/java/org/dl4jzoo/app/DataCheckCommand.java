package org.dl4jzoo.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.measure.ImageReview;
import org.dl4jzoo.app.report.FolderCheckTable;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.report.page.DataPage;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.folder.FolderCheck;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo data check}: looks for trouble before a training does. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for trouble in images for a training: reads and decodes every one.",
      "With --weights it looks for wrong labels, outliers and near-duplicates too, and leaves a"
          + " page that shows them.",
      "Trouble is reported and is no error: a training skips what cannot be read."
    })
final class DataCheckCommand extends ZooCommand {

  private static final String USUAL_MODEL = "mobilenetv2";

  @Parameters(
      paramLabel = "DIR",
      description = "A folder or list of images, as --data of zoo train takes it.")
  private Path folder;

  @Option(
      names = "--weights",
      paramLabel = "imagenet|NAME|FILE",
      description =
          "The weights of the network whose features tell images apart: a published name, a file,"
              + " or a run or one of its checkpoints.")
  private String weights;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The network of --weights (default: " + USUAL_MODEL + ", or that of the run).")
  private String model;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Height and width of the images for it (default: those of the weights).")
  private Integer imageSize;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of the page (default: check-of-NAME in the folder runs).")
  private Path output;

  @Mixin private BackendOptions backend;

  @Override
  void check() {
    if (weights == null && (model != null || imageSize != null || output != null)) {
      throw new UsageException(
          (model != null ? "--model" : imageSize != null ? "--image-size" : "--output")
              + " needs --weights with those of a network");
    }
  }

  @Override
  int execute() {
    FolderCheck.Report report = FolderCheck.check(folder, display(), display()::line);
    if (weights == null) {
      print(report, Map.of());
      return ExitCode.OK;
    }
    LabelledImages images = LabelledImages.open(folder);
    ReportFolder target = ReportFolder.create(output == null ? standardOutput() : output);
    Optional<Review> review = review(images);
    review.ifPresent(found -> target.write(found, images.classes()));
    DataPage.of(folder.toString(), report, images.classes(), review.orElse(null), commandLine())
        .write(target.page());
    Map<String, Object> found = new LinkedHashMap<>();
    review.ifPresent(
        looked -> {
          found.put("suspectedLabels", looked.confidentSuspects().size());
          found.put("outliers", looked.outliers().size());
          found.put("nearDuplicates", looked.twins().size());
        });
    found.put("page", target.page().toString());
    print(report, found);
    return ExitCode.OK;
  }

  private Optional<Review> review(LabelledImages images) {
    Engine engine = backend.select(err());
    try (TrainedWeights opened = open()) {
      opened.notes().forEach(display()::line);
      return new ImageReview(
              opened.features(FeaturePooling.AVG, engine),
              opened.featureOptions(FeaturePooling.AVG),
              opened.card(),
              engine,
              images.classes().size(),
              display())
          .of(reviewed(images));
    }
  }

  private static List<ReviewedImage> reviewed(LabelledImages images) {
    return images.isSplit()
        ? Arrays.stream(Subset.values())
            .flatMap(
                subset -> ReviewedImage.of(images.examples(subset), subset.toString()).stream())
            .toList()
        : ReviewedImage.of(images.examples(), ReviewedImage.NO_GROUP);
  }

  private TrainedWeights open() {
    TrainedWeights opened = opened();
    return imageSize == null ? opened : opened.forImages(imageSize);
  }

  /** A run knows its network, and a file of weights doesn't. */
  private TrainedWeights opened() {
    Path path = Path.of(weights);
    if (model == null && Files.isDirectory(path)) {
      return CheckpointWeights.open(RunFolder.open(path).best());
    }
    if (model == null && CheckpointWeights.isOne(weights)) {
      return CheckpointWeights.open(path);
    }
    return WeightChoice.open(weights, Models.named(model == null ? USUAL_MODEL : model), display())
        .orElseThrow(() -> new UsageException("weights must be a name or a file here; got none"));
  }

  private Path standardOutput() {
    return Path.of("runs", "check-of-" + folder.toAbsolutePath().normalize().getFileName());
  }

  private String commandLine() {
    return "zoo " + String.join(" ", spec().commandLine().getParseResult().originalArgs());
  }

  private void print(FolderCheck.Report report, Map<String, Object> found) {
    if (json()) {
      Map<String, Object> all = FolderCheckTable.toMap(report);
      all.putAll(found);
      out().print(Json.pretty(all));
      return;
    }
    out().print(FolderCheckTable.of(report));
    if (found.containsKey("suspectedLabels")) {
      out()
          .println(
              "\n%s labels look wrong, %s images are unlike their class, %s pairs look almost the same"
                  .formatted(
                      found.get("suspectedLabels"),
                      found.get("outliers"),
                      found.get("nearDuplicates")));
    }
    if (found.containsKey("page")) {
      out().println("page: " + found.get("page"));
    }
  }
}
