package org.dl4jzoo.app;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.ExitCode;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.observe.Observers;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.rank.NetworkRanking;
import org.dl4jzoo.app.rank.NetworkTrials;
import org.dl4jzoo.app.rank.RankingRecord;
import org.dl4jzoo.app.rank.RankingTable;
import org.dl4jzoo.app.run.NewRun;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.app.setting.ResumedSettings;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.setting.UnusedSettings;
import org.dl4jzoo.app.setting.WarmUp;
import org.dl4jzoo.app.train.InitialWeights;
import org.dl4jzoo.app.train.LearningRateFinder;
import org.dl4jzoo.app.train.LossByRate;
import org.dl4jzoo.app.train.TrainingRun;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A command that trains. A setting is what its flag says, else the configuration file, else what
 * the weights want, else the flag's default.
 */
abstract class TrainingCommand extends ZooCommand {

  /** Settings that are paths of images, or of what goes with them. */
  private static final List<String> DATA =
      List.of("data", "train-data", "val-data", "test-data", "class-map");

  private static final String WARM_UP = "warmup-epochs";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of settings, named like the flags below; a flag given beside it wins.")
  private Path config;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of the run, new or empty. Default: runs/MODEL-DATA-TIME.")
  private Path output;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Continues the training of this run folder; --epochs may add epochs to it, --data tells"
              + " where its images are now, and --backend what computes from now on.")
  private Path resume;

  @Option(
      names = "--lr-find",
      description =
          "Instead of training, tries learning rates in at most 100 steps, suggests one, and writes"
              + " lr-find.png and lr-find.csv to the output folder.")
  private boolean findsRate;

  @Mixin private OnlookerFlags onlookers;

  @Override
  void check() {
    onlookers.check();
    if (findsRate && onlookers.given() != null) {
      throw new UsageException(
          "--lr-find takes no %s: it ends before there is much to look at"
              .formatted(onlookers.given()));
    }
    if (findsRate && resume != null) {
      throw new UsageException("--lr-find takes no --resume: it begins with new weights");
    }
    if (resume != null && (config != null || output != null)) {
      throw new UsageException(
          "--resume takes settings and output from its run folder; got "
              + (config != null ? "--config" : "--output"));
    }
  }

  @Override
  int execute() {
    if (findsRate) {
      findRate();
      return ExitCode.OK;
    }
    TrainingRun.Outcome outcome = train();
    TrainingSummary summary = new TrainingSummary(outcome);
    out().println(json() ? Json.line(summary.toMap()) : summary.toText(spec().name()));
    return outcome.stopped() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private TrainingRun.Outcome train() {
    try (OnlookerFlags.Onlookers looking = onlookers.open(display())) {
      return resume == null ? start(looking.observer()) : goOn(looking.observer());
    }
  }

  private void findRate() {
    Map<String, Object> said = said();
    Map<String, Object> settings = settings(said);
    if (isOpen(settings)) {
      throw new UsageException("--lr-find needs a network's name; got model auto");
    }
    try (InitialWeights weights = weights(settings)) {
      AskedTraining asked = complete(said, settings, weights);
      NewRun output = newRun(asked.config());
      LossByRate losses = LearningRateFinder.find(asked, weights, display());
      double rate = losses.suggestion();
      RunFolder folder = output.make();
      LearningRateFinder.write(losses, asked.config().model(), folder);
      tellRate(rate, folder.path().resolve("lr-find.png").toString());
    }
  }

  private void tellRate(double rate, String plot) {
    out()
        .println(
            json()
                ? Json.line(Map.of("learningRate", rate, "plot", plot))
                : String.format(
                    Locale.ROOT,
                    "the loss falls fastest at learning rate %.2g%nplot: %s",
                    rate,
                    plot));
  }

  private TrainingRun.Outcome start(TrainingObserver onlooker) {
    Map<String, Object> said = said();
    Map<String, Object> settings = settings(said);
    List<TrainingObserver> observers = new ArrayList<>(List.of(onlooker));
    if (isOpen(settings)) {
      checkOutput();
      NetworkRanking ranking = choose(said, settings);
      ranking.putInto(settings);
      observers.add(new RankingRecord(ranking));
    }
    try (InitialWeights weights = weights(settings)) {
      AskedTraining asked = complete(said, settings, weights);
      return TrainingRun.start(
          asked, weights, newRun(asked.config()), display(), new Observers(observers));
    }
  }

  /** Whether the network is still to be chosen. */
  private static boolean isOpen(Map<String, Object> settings) {
    return TrainConfig.AUTO.equals(settings.get("model"));
  }

  /** Refuses a network that is still to be chosen, where nothing chooses one. */
  void checkOpen() {}

  /** A place that can't be taken is told of before networks are tried for minutes. */
  private void checkOutput() {
    if (output != null) {
      NewRun.at(output);
    }
  }

  /** Chooses the network, and tells why. */
  private NetworkRanking choose(Map<String, Object> said, Map<String, Object> settings) {
    NetworkRanking ranking =
        NetworkTrials.rank(settings, (own, weights) -> complete(said, own, weights), display());
    new RankingTable(ranking).text().lines().forEach(display()::line);
    display().line(ranking.sentence());
    return ranking;
  }

  private NewRun newRun(TrainConfig asked) {
    return output == null ? NewRun.named(defaultOutput(asked)) : NewRun.at(output);
  }

  /** What flags and configuration file say. */
  private Map<String, Object> said() {
    Map<String, Object> ofFile = config == null ? Map.of() : ConfigFile.read(config);
    return AskedTraining.said(ofFile, SettingFlags.given(spec()));
  }

  /** What is said, with the defaults, checked as far as that goes without the weights. */
  private Map<String, Object> settings(Map<String, Object> said) {
    AskedTraining.checkLength(said);
    Map<String, Object> values = SettingFlags.all(spec());
    if (!said.containsKey("data") && said.containsKey("train-data")) {
      values.remove("data");
    }
    values.putAll(said);
    boolean fitted = said.containsKey("time-budget") && !said.containsKey("epochs");
    if (fitted || !said.containsKey(WARM_UP)) {
      // The default that suits a usual training leaves no epoch of a short one at the full rate.
      int epochs = (Integer) values.get("epochs");
      values.computeIfPresent(
          WARM_UP, (name, usual) -> WarmUp.within(epochs, (Integer) usual, display()::line));
    }
    meantFromAnywhere(values);
    if (isOpen(values)) {
      checkOpen();
    }
    values.computeIfPresent(
        "weights", (name, weights) -> meantFromAnywhere((String) weights, values));
    TrainConfig.of(known(values));
    return values;
  }

  /** What can be checked already: weights and images may decide what image-size is. */
  private static Map<String, Object> known(Map<String, Object> values) {
    Map<String, Object> known = new HashMap<>(values);
    if (known.get("image-size") == null) {
      known.remove("start-size");
    }
    return known;
  }

  private static String meantFromAnywhere(String weights, Map<String, Object> values) {
    return isOpen(values)
        ? WeightChoice.fromAnywhere(weights)
        : WeightChoice.fromAnywhere(weights, Models.named((String) values.get("model")));
  }

  private static void meantFromAnywhere(Map<String, Object> values) {
    for (String name : DATA) {
      values.computeIfPresent(name, (setting, data) -> DataSource.fromAnywhere((String) data));
    }
  }

  private InitialWeights weights(Map<String, Object> settings) {
    return InitialWeights.of(
        (String) settings.get("weights"), (String) settings.get("model"), display());
  }

  private AskedTraining complete(
      Map<String, Object> said, Map<String, Object> settings, InitialWeights weights) {
    fillIn(settings, said.keySet(), weights);
    return new AskedTraining(TrainConfig.of(settings), said.keySet());
  }

  /** Fills in the settings that the weights or the images decide and nothing else has. */
  void fillIn(Map<String, Object> settings, Set<String> chosen, InitialWeights weights) {
    weights.complete(settings);
  }

  private TrainingRun.Outcome goOn(TrainingObserver onlooker) {
    RunFolder run = RunFolder.open(resume);
    Map<String, Object> given = SettingFlags.given(spec());
    meantFromAnywhere(given);
    TrainConfig before = run.readConfig();
    AskedTraining.checkLength(before, given);
    TrainConfig asked = ResumedSettings.of(before, given);
    new UnusedSettings(asked, given.keySet()).sentences(true).forEach(display()::line);
    return TrainingRun.resume(asked, run, display(), onlooker);
  }

  private static Path defaultOutput(TrainConfig config) {
    Path data = Path.of(config.images().source()).getFileName();
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    return Path.of("runs", "%s-%s-%s".formatted(config.model(), data, time));
  }
}
