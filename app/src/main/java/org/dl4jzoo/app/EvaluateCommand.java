package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.images.LabelledFolder;
import org.dl4jzoo.app.report.EvaluationTable;
import org.dl4jzoo.app.report.ReportFolder;
import org.dl4jzoo.app.run.Classifier;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.ImageFolder;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.split.Split;
import org.dl4jzoo.data.split.Subset;
import org.dl4jzoo.zoo.layer.Engine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "The folder of a training.")
  private Path runPath;

  @Mixin private NetworkFlags flags;

  @ArgGroup private Images images = new Images();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where the report goes (default: a folder in the run folder, named after the images).")
  private Path output;

  @Option(names = "--json", description = "Print the report as JSON, and nothing else, on stdout.")
  private boolean json;

  @Mixin private BackendOptions backend;

  /** Which images. */
  private static final class Images {

    @Option(
        names = "--split",
        paramLabel = "train|validation|test",
        description = "A subset of the run's own images (default: test).")
    private Subset split = Subset.TEST;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Every image of a folder with one sub-folder a class of the network.")
    private Path data;

    String name() {
      Path folder = data == null ? null : data.toAbsolutePath().normalize().getFileName();
      return folder == null ? split.name().toLowerCase(Locale.ROOT) : folder.toString();
    }
  }

  @Override
  public Integer call() {
    if (batchSize < 1) {
      throw new UsageException("batch-size must be at least 1; got " + batchSize);
    }
    checkNetwork();
    RunFolder run = flags.pretrained() ? null : RunFolder.open(runPath);
    PrintWriter err = spec.commandLine().getErr();
    Engine engine = backend.select(err);
    ProgressDisplay display = ProgressDisplay.on(err);
    Classifier model = flags.open(runPath, engine, display);
    List<Example> examples = examples(run, model, display);
    ReportFolder folder = ReportFolder.create(output == null ? standardOutput(run) : output);
    EvaluationReport report = evaluate(model, examples, display);
    folder.write("%s on the %s images".formatted(model.model(), images.name()), report);
    print(report, folder);
    return ExitCode.OK;
  }

  private void checkNetwork() {
    if (flags.pretrained() == (runPath != null)) {
      throw new UsageException(
          runPath == null
              ? "the folder of a training, or --model with a network's name, is missing"
              : "either a run or --model is evaluated; got both " + runPath + " and --model");
    }
    if (flags.pretrained() && images.data == null) {
      throw new UsageException("--model needs --data with a folder of labelled images");
    }
  }

  private Path standardOutput(RunFolder run) {
    return run == null
        ? Path.of("runs", "%s-on-%s".formatted(flags.model(), images.name()))
        : run.path().resolve(images.name());
  }

  private List<Example> examples(RunFolder run, Classifier model, Progress progress) {
    List<Example> examples =
        images.data == null
            ? ownExamples(run, progress)
            : LabelledFolder.examples(images.data, model.labels());
    if (examples.isEmpty()) {
      throw new UsageException("there are no %s images in %s".formatted(images.name(), run));
    }
    return examples;
  }

  private List<Example> ownExamples(RunFolder run, Progress progress) {
    ImageFolder folder = ImageFolder.open(DataSource.locate(run.readConfig().data(), progress));
    return Split.read(run.split(), folder).examples(images.split);
  }

  private EvaluationReport evaluate(
      Classifier model, List<Example> examples, ProgressDisplay display) {
    BatchSettings settings =
        BatchSettings.evaluation(model.preprocessing(), model.labels().size(), batchSize);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      display.start("evaluating", batches.size());
      EvaluationReport report =
          Evaluator.evaluate(model.network(), model.labels(), batches.epoch(0), display);
      display.done();
      for (Unreadable skipped : batches.skipped()) {
        display.line("skipped %s: %s".formatted(skipped.example().file(), skipped.reason()));
      }
      if (report.count() == 0) {
        throw new UsageException("none of the %d images can be read".formatted(examples.size()));
      }
      return report;
    }
  }

  private void print(EvaluationReport report, ReportFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(report.toMap()));
    } else {
      out.print(EvaluationTable.of(report));
      out.println("\nreport: " + folder.path());
    }
    out.flush();
  }
}
