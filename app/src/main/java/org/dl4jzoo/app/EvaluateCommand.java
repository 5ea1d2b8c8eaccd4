package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.images.LabelledFolder;
import org.dl4jzoo.app.images.OwnImages;
import org.dl4jzoo.app.measure.CheckpointCalibration;
import org.dl4jzoo.app.measure.Classifier;
import org.dl4jzoo.app.measure.ImageReview;
import org.dl4jzoo.app.measure.Measurement;
import org.dl4jzoo.app.measure.PrecisionComparison;
import org.dl4jzoo.app.measure.RobustnessTrial;
import org.dl4jzoo.app.precision.InferencePrecision;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.app.setting.DataChoice;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zoo evaluate}: measures a trained network on labelled images. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "zoo evaluate [OPTIONS] RUN",
      "zoo evaluate [OPTIONS] --model NAME [--weights imagenet|NAME|FILE] --data DIR"
    },
    description = {
      "Measures a trained network, or one with pretrained weights, on labelled images.",
      "Prints top-1, top-5 where there are more than five classes, loss, precision, recall and F1 of"
          + " each class and the confusion matrix, and writes them as JSON, CSV and pictures."
    })
final class EvaluateCommand extends NetworkCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run folder of a training, or a checkpoint.")
  private Path runPath;

  @Option(
      names = "--split",
      paramLabel = "train|validation|test",
      description =
          "Which of the images to measure on: a subset of the run's own (default: test if there is"
              + " one, else validation), or one of images that have their own split.")
  private Subset split;

  @Option(
      names = "--data",
      paramLabel = "DIR|LIST",
      description =
          "Other images to measure on, of classes that the network knows, laid out as zoo train"
              + " takes them; with a run and --split, the place that the run's own have moved to.")
  private Path data;

  @Option(
      names = "--class-map",
      paramLabel = "FILE",
      description =
          "Names of the classes for those of folders: a line each, folder first, or JSON (default:"
              + " those of the training). ImageNet's folder names need none.")
  private Path classMap;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of the report (default: in the run's, by images, views and precision).")
  private Path output;

  @Option(
      names = "--label-errors",
      description =
          "Look for wrong labels, outliers and near-duplicates among all images of the run, or of"
              + " --data, even if that takes long (default: if it takes some seconds).")
  private boolean labelErrors;

  @Mixin private ViewFlags views;

  @Mixin private PrecisionFlag precision;

  @Option(
      names = "--calibrate",
      description =
          "Fits a temperature for the probabilities to the run's validation images first, and keeps it"
              + " in the checkpoint: predict, evaluate and explain use it from then on.")
  private boolean calibrate;

  @Option(
      names = "--robustness",
      description =
          "Measures on changed images too: mirrored, blurred, JPEG of quality 20, 30 %% brighter and"
              + " darker, turned by 15°.")
  private boolean robustness;

  /** Null where other images are asked for. */
  private OwnImages ownImages;

  @Override
  void check() {
    boolean pretrained = network().pretrained();
    if (pretrained == (runPath != null)) {
      throw new UsageException(
          runPath == null
              ? "the folder of a training, or --model with a network's name, is missing"
              : "either a run or --model is evaluated; got both " + runPath + " and --model");
    }
    if (pretrained && data == null) {
      throw new UsageException("--model needs --data with a folder of labelled images");
    }
    if (pretrained && calibrate) {
      throw new UsageException(
          "--calibrate needs a run, whose checkpoint keeps the temperature; got --model");
    }
    views.refuseWith("--robustness", robustness);
    super.check();
    if (calibrate && precision() != InferencePrecision.FLOAT32) {
      throw new UsageException(
          "--calibrate is of the float32 network; got --precision " + precision());
    }
    if (run() == null && (calibrate || data == null)) {
      throw new UsageException(
          (calibrate
                  ? "--calibrate needs the validation images of a run: no run folder is around %s"
                  : "%s needs --data with labelled images: no run folder is around it")
              .formatted(runPath));
    }
  }

  @Override
  Path runPath() {
    return runPath;
  }

  @Override
  InferencePrecision precision() {
    return precision.asked();
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    ComputationGraph graph = weights.classifier(engine);
    List<Example> examples = examples(weights.card());
    ReportFolder folder = ReportFolder.create(output == null ? standardOutput() : output);
    try (Classifier classifier = new Classifier(graph, weights.logits(graph, engine))) {
      ModelCard card = card(weights, classifier);
      try (ImageBatches batches = batches(examples, card, views.views(card))) {
        Measurement measured = measurement(weights.file(), card);
        EvaluationReport report = measured.evaluate(classifier.logits(), batches, display());
        int exitCode = tellUnreadable(batches, List.of());
        LabelledFolder.refuseUnreadableClasses(examples, batches.skipped(), card.labels());
        EvaluationReport whole =
            robustness
                ? RobustnessTrial.of(
                    classifier.logits(),
                    card,
                    report,
                    seen -> batches(examples, card, seen),
                    display())
                : report;
        Review review = review(ImageReview.by(graph, card, engine, display()), examples);
        measured.write(whole, classifier, batches.skipped().size(), review, folder, display());
        PrecisionComparison beside =
            PrecisionComparison.of(report, measured, graph, batches, display());
        new EvaluationOutput(out(), json()).print(whole, beside, folder);
        return exitCode;
      }
    }
  }

  private Review review(ImageReview look, List<Example> examples) {
    int count = ownImages == null ? examples.size() : ownImages.count();
    return (labelErrors
            ? look.of(reviewed(examples))
            : look.ofFew(count, () -> reviewed(examples), "--label-errors"))
        .orElse(null);
  }

  /** All of the run's own images, as far as they are still there; or the other ones. */
  private List<ReviewedImage> reviewed(List<Example> examples) {
    if (ownImages == null) {
      return ReviewedImage.of(examples, imagesName());
    }
    try {
      return ReviewedImage.of(ownImages.split());
    } catch (InvalidDataException e) {
      display()
          .line(
              "wrong labels are looked for among the %s images only: %s"
                  .formatted(subset(), e.getMessage()));
      return ReviewedImage.of(examples, subset().toString());
    }
  }

  private ModelCard card(TrainedWeights weights, Classifier classifier) {
    if (!calibrate) {
      tellTemperature(weights);
      return weights.card();
    }
    OwnImages own = ownImages == null ? openOwn(weights.card()) : ownImages;
    List<Example> validation = own.examples(Subset.VALIDATION, display());
    if (validation.isEmpty()) {
      throw new UsageException("%s names no images for validation".formatted(run().split()));
    }
    try (ImageBatches batches = batches(validation, weights.card())) {
      return CheckpointCalibration.calibrate(
          run(), weights, classifier.logits(), batches, display());
    }
  }

  /** What the images are called: their folder, or the subset of the run's own. */
  private String imagesName() {
    Path folder = data == null || ownAreAsked() ? null : data.toAbsolutePath().normalize();
    return folder == null || folder.getFileName() == null
        ? subset().toString()
        : folder.getFileName().toString();
  }

  private boolean ownAreAsked() {
    return run() != null && (data == null || split != null);
  }

  private Subset subset() {
    return split == null ? Subset.TEST : split;
  }

  private Measurement measurement(Path file, ModelCard card) {
    return new Measurement(
        card,
        file,
        imagesName(),
        run(),
        views.augment(),
        precision(),
        null,
        "zoo " + String.join(" ", spec().commandLine().getParseResult().originalArgs()),
        run() == null ? null : "zoo evaluate %s --calibrate".formatted(runPath));
  }

  private Path standardOutput() {
    String apart = "%s-on-%s".formatted(networkName(), imagesName());
    Path ofOneView = run() == null ? Path.of("runs", apart) : run().report(imagesName());
    String name = views.after(ofOneView.getFileName().toString());
    return ofOneView.resolveSibling(precision().after(name));
  }

  private String networkName() {
    return runPath == null
        ? network().model()
        : runPath.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private List<Example> examples(ModelCard card) {
    List<Example> examples =
        ownAreAsked()
            ? ownExamples(card)
            : LabelledFolder.examples(
                DataSource.openToMeasure(other(), display()), card.labels(), card.folders(), split);
    if (examples.isEmpty()) {
      throw new UsageException(
          "there are no %s images in %s".formatted(imagesName(), ownAreAsked() ? run() : data));
    }
    LabelledFolder.tellMissing(examples, card.labels(), display()::line);
    return examples;
  }

  /** The images of --data: another place, and where that is said, other names of classes. */
  private DataChoice other() {
    DataChoice other = DataChoice.of(data.toString());
    return classMap == null ? other : other.withClassMap(classMap.toString());
  }

  private List<Example> ownExamples(ModelCard card) {
    ownImages = openOwn(card);
    split = split == null ? ownImages.measured(display()) : split;
    return ownImages.examples(split, display());
  }

  private OwnImages openOwn(ModelCard card) {
    boolean asked = ownAreAsked();
    return OwnImages.open(run(), card, asked ? data : null, asked ? classMap : null, display());
  }
}
