package org.dl4jzoo.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dl4jzoo.app.report.Json;
import org.dl4jzoo.app.train.ConfigFile;
import org.dl4jzoo.app.train.EpochMetrics;
import org.dl4jzoo.app.train.LearningRateFinder;
import org.dl4jzoo.app.train.RunFolder;
import org.dl4jzoo.app.train.TrainConfig;
import org.dl4jzoo.app.train.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code zoo train}. A setting is what its flag says, else the configuration file, else the flag's
 * default.
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    modelTransformer = SettingFlags.class,
    description = {
      "Trains a network on an image folder and leaves a run folder.",
      "Without any flag it trains on flowers drawn for the purpose, in a few minutes."
    })
final class TrainCommand implements Callable<Integer> {

  /**
   * What may differ when a run is gone on with; of these only those of its length change the
   * result.
   */
  private static final Set<String> CHANGEABLE =
      Set.of("epochs", "max-steps", "patience", "backend", "memory", "threads", "cache");

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file of settings, named as these flags; flags win.")
  private Path config;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The run folder; by default runs/MODEL-DATA-TIME.")
  private Path output;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Goes on with the training of this run folder; --epochs may add to it.")
  private Path resume;

  @Option(
      names = "--lr-find",
      description =
          "Trains nothing: tries learning rates for at most 100 steps, writes lr-find.png and"
              + " lr-find.csv to the output folder and suggests one.")
  private boolean findsRate;

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    ProgressDisplay display = ProgressDisplay.on(spec.commandLine().getErr());
    if (findsRate) {
      findRate(display);
      return ExitCode.OK;
    }
    TrainingRun.Outcome outcome = train(display);
    spec.commandLine().getOut().println(json ? Json.line(toMap(outcome)) : toText(outcome));
    return outcome.stopped() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private TrainingRun.Outcome train(ProgressDisplay display) {
    try {
      return resume == null ? start(display) : goOn(display);
    } catch (OutOfMemoryError e) {
      throw new UsageException(
          "not enough memory; --memory low, or a smaller --batch-size or --image-size, needs less"
              + " (%s)".formatted(e.getMessage()));
    }
  }

  private void findRate(ProgressDisplay display) {
    if (resume != null) {
      throw new UsageException("--lr-find takes no --resume: it begins with new weights");
    }
    TrainConfig asked = asked();
    RunFolder folder = RunFolder.unused(output == null ? defaultOutput(asked) : output);
    double rate = LearningRateFinder.find(asked, folder, display).suggestion();
    String plot = folder.path().resolve("lr-find.png").toString();
    spec.commandLine()
        .getOut()
        .println(
            json
                ? Json.line(Map.of("learningRate", rate, "plot", plot))
                : String.format(
                    Locale.ROOT,
                    "the loss falls fastest at learning rate %.2g%nplot: %s",
                    rate,
                    plot));
  }

  private TrainingRun.Outcome start(ProgressDisplay display) {
    TrainConfig asked = asked();
    RunFolder run = RunFolder.unused(output == null ? defaultOutput(asked) : output);
    return TrainingRun.start(asked, run, display);
  }

  private TrainConfig asked() {
    Map<String, Object> values = SettingFlags.all(spec);
    if (config != null) {
      values.putAll(ConfigFile.read(config));
      values.putAll(SettingFlags.given(spec));
    }
    values.computeIfPresent("data", (name, data) -> DataSource.fromAnywhere((String) data));
    return TrainConfig.of(values);
  }

  private TrainingRun.Outcome goOn(ProgressDisplay display) {
    if (config != null || output != null) {
      throw new UsageException(
          "--resume takes settings and output from its run folder; got "
              + (config != null ? "--config" : "--output"));
    }
    RunFolder run = RunFolder.open(resume);
    TrainConfig before = run.readConfig();
    return TrainingRun.resume(before.changed(SettingFlags.given(spec), CHANGEABLE), run, display);
  }

  private static Path defaultOutput(TrainConfig config) {
    Path data = Path.of(config.data()).getFileName();
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    return Path.of("runs", "%s-%s-%s".formatted(config.model(), data, time));
  }

  private static String toText(TrainingRun.Outcome outcome) {
    if (outcome.stopped()) {
      return "stopped and saved; go on with: zoo train --resume " + outcome.run();
    }
    EpochMetrics best = outcome.state().best();
    String text =
        String.format(
            Locale.ROOT,
            "best epoch %d: validation top-1 %.1f %%",
            best.epoch(),
            100 * best.validationTop1());
    if (outcome.test() != null) {
      text +=
          String.format(
              Locale.ROOT,
              ", test top-1 %.1f %% (%d images)",
              100 * outcome.test().top1(),
              outcome.test().count());
    }
    return text + "\nresults: " + outcome.run();
  }

  private static Map<String, Object> toMap(TrainingRun.Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", outcome.run().toString());
    map.put("model", outcome.state().model());
    map.put("stopped", outcome.stopped());
    map.put("epochs", outcome.state().epoch());
    map.put("best", outcome.state().best());
    map.put("test", outcome.test() == null ? null : outcome.test().toMap());
    return map;
  }
}
