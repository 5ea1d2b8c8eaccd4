package org.dl4jzoo.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.images.LabelledFolder;
import org.dl4jzoo.app.report.EvaluationTable;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.ImageFolder;
import org.dl4jzoo.data.split.Split;
import org.dl4jzoo.data.split.Subset;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run folder of a training.")
  private Path runPath;

  @ArgGroup private Images images = new Images();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Folder of the report (default: one in the run folder, named after the images).")
  private Path output;

  /** Which images. */
  private static final class Images {

    @Option(
        names = "--split",
        paramLabel = "train|validation|test",
        description = "Subset of the run's own images to measure on (default: test).")
    private Subset split = Subset.TEST;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Other images to measure on: a folder with one sub-folder per class of the network.")
    private Path data;

    String name() {
      Path folder = data == null ? null : data.toAbsolutePath().normalize().getFileName();
      return folder == null ? split.name().toLowerCase(Locale.ROOT) : folder.toString();
    }
  }

  @Override
  void check() {
    boolean pretrained = network().pretrained();
    if (pretrained == (runPath != null)) {
      throw new UsageException(
          runPath == null
              ? "the folder of a training, or --model with a network's name, is missing"
              : "either a run or --model is evaluated; got both " + runPath + " and --model");
    }
    if (pretrained && images.data == null) {
      throw new UsageException("--model needs --data with a folder of labelled images");
    }
    super.check();
  }

  @Override
  Path runPath() {
    return runPath;
  }

  @Override
  int execute(TrainedWeights weights, Engine engine) {
    ModelCard card = weights.card();
    ComputationGraph classifier = weights.classifier(engine);
    List<Example> examples = examples(card);
    ReportFolder folder = ReportFolder.create(output == null ? standardOutput() : output);
    try (ImageBatches batches = batches(examples, card)) {
      display().start("evaluating", batches.size());
      EvaluationReport report =
          Evaluator.evaluate(classifier, card.labels(), batches.epoch(0), display());
      display().done();
      int exitCode = tellUnreadable(batches, List.of());
      folder.write("%s on the %s images".formatted(card.model(), images.name()), report);
      print(report, folder);
      return exitCode;
    }
  }

  private Path standardOutput() {
    return run() == null
        ? Path.of("runs", "%s-on-%s".formatted(network().model(), images.name()))
        : run().path().resolve(images.name());
  }

  private List<Example> examples(ModelCard card) {
    List<Example> examples =
        images.data == null
            ? ownExamples(card)
            : LabelledFolder.examples(images.data, card.labels());
    if (examples.isEmpty()) {
      throw new UsageException("there are no %s images in %s".formatted(images.name(), run()));
    }
    return examples;
  }

  private List<Example> ownExamples(ModelCard card) {
    ImageFolder folder = ImageFolder.open(DataSource.locate(run().data(card), display()));
    return Split.read(run().split(), folder).examples(images.split);
  }

  private void print(EvaluationReport report, ReportFolder folder) {
    if (json()) {
      out().print(Json.pretty(report.toMap()));
    } else {
      out().print(EvaluationTable.of(report));
      out().println("\nreport: " + folder.path());
    }
  }
}
