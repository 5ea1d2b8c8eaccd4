package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.app.setting.DataChoice;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.file.AtomicFile;
import org.dl4jzoo.data.preprocess.Preprocessing;

/** The folder a training leaves: where each of its files is. */
public record RunFolder(Path path) {

  private static final String LOCK = ".lock";
  private static final String LOG = "run.log";

  /** Whether a run that was killed before it wrote its settings may have left a file. */
  static boolean isLeftOver(Path file) {
    String name = file.getFileName().toString();
    return name.equals(LOCK) || name.equals(LOG) || name.endsWith(AtomicFile.TEMPORARY);
  }

  /**
   * Clears the folder of what a kill left half-written; only who has locked it may.
   *
   * @throws UsageException if that can't be done
   */
  public void clear() {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(path, "*" + AtomicFile.TEMPORARY)) {
      for (Path temporary : left) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw UsageException.cannotWrite(path, e);
    }
  }

  /**
   * The folder of an earlier run.
   *
   * @throws UsageException if it is none
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new UsageException("there is no run folder %s".formatted(path));
    }
    if (Stream.of(run.config(), run.best(), run.last()).noneMatch(Files::isRegularFile)) {
      throw new UsageException(
          "%s is not a run folder: it has no %s".formatted(path, run.config().getFileName()));
    }
    return run;
  }

  /** The run whose folder a checkpoint is in; empty if that folder is none of a run. */
  public static Optional<RunFolder> around(Path checkpoint) {
    RunFolder run = new RunFolder(checkpoint.toAbsolutePath().normalize().getParent());
    return Files.isRegularFile(run.config()) ? Optional.of(run) : Optional.empty();
  }

  /** Every setting of the training, for people and to go on with it. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** The checkpoint of the epoch that was best on the validation images. */
  public Path best() {
    return path.resolve("best.zip");
  }

  /** The network of a checkpoint, quantized to 8-bit integers. */
  public Path int8() {
    return path.resolve("int8.zip");
  }

  /** The newest checkpoint. */
  public Path last() {
    return path.resolve("last.zip");
  }

  /** The classes, one a line, in the order of the classifier's outputs; for people. */
  public Path labels() {
    return path.resolve("labels.txt");
  }

  /** What is done to an image before the network sees it; for people. */
  public Path preprocessing() {
    return path.resolve("preprocessing.json");
  }

  /** Which image is in which subset. */
  public Path split() {
    return path.resolve("split.csv");
  }

  /** The networks that this one was chosen from, where it was. */
  public Path candidates() {
    return path.resolve("candidates.csv");
  }

  /** A row an epoch. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The same as a chart. */
  public Path curves() {
    return path.resolve("curves.png");
  }

  /**
   * Where the report of an evaluation goes.
   *
   * @param images on which it was made: {@code test} for the run's own test images
   */
  public Path report(String images) {
    return path.resolve(images.equals("test") ? "report" : "report-" + images);
  }

  /** Versions, machine and data of the training. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /** What was logged. */
  public Path log() {
    return path.resolve(LOG);
  }

  /** Says which process trains in the folder, and is locked while it does. */
  Path lock() {
    return path.resolve(LOCK);
  }

  /** Whether there is a checkpoint to go on from. */
  public boolean hasCheckpoint() {
    return Files.isRegularFile(last());
  }

  /**
   * The checkpoint to go on from: the newest one, or where that can't be read, the best one, which
   * takes its place.
   *
   * @param tell hears of what is out of the ordinary, in sentences for the user
   * @throws UsageException if neither can be read, or it is of another network than its card says
   */
  public Checkpoint newest(Consumer<String> tell) {
    try {
      return checked(last(), tell);
    } catch (UsageException e) {
      if (!Files.isRegularFile(best())) {
        throw e;
      }
      Checkpoint best = bestInstead(e, tell);
      lastIsBest();
      tell.accept(
          "%s; the training goes on from %s, after epoch %d"
              .formatted(e.getMessage(), best(), best.state().epoch()));
      return best;
    }
  }

  private Checkpoint bestInstead(UsageException ofLast, Consumer<String> tell) {
    try {
      return checked(best(), tell);
    } catch (UsageException alsoDamaged) {
      ofLast.addSuppressed(alsoDamaged);
      throw ofLast;
    }
  }

  private static Checkpoint checked(Path file, Consumer<String> tell) {
    try (CheckpointFile opened = CheckpointFile.open(file)) {
      if (!opened.hashed()) {
        tell.accept(CheckpointWeights.withoutHashes(file));
      }
      opened.checkNetwork();
      return opened.checkpoint();
    }
  }

  /**
   * Compares the settings of the run with its checkpoint.
   *
   * @throws UsageException if they are for another network or other images
   */
  public void checkFits(ModelCard card, TrainConfig config) {
    if (!card.model().equals(config.model())) {
      throw new UsageException(
          "%s holds a %s, but %s says %s"
              .formatted(last(), card.model(), config(), config.model()));
    }
    Preprocessing images = card.preprocessing();
    checkSame("image-size", images.height(), config.imageSize());
    checkSame("channels", images.channels(), config.channels());
    checkSame("resize", images.resize(), config.resize());
  }

  private void checkSame(String setting, Object trained, Object said) {
    if (!trained.equals(said)) {
      throw new UsageException(
          "%s was trained with %s %s, but %s says %s"
              .formatted(last(), setting, lower(trained), config(), lower(said)));
    }
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether an epoch was finished. */
  public boolean hasBest() {
    return Files.isRegularFile(best());
  }

  /** Makes {@code last.zip} the same as {@code best.zip}. */
  public void lastIsBest() {
    OutputFile.duplicate(best(), last());
  }

  /**
   * The settings of the run.
   *
   * @throws UsageException if {@code config.yaml} can't be read or says something else
   */
  public TrainConfig readConfig() {
    Map<String, Object> values = ConfigFile.read(config());
    try {
      return TrainConfig.of(values);
    } catch (UsageException e) {
      throw new UsageException("%s: %s".formatted(config(), e.getMessage()), e);
    }
  }

  /** The epochs of the training, as the newest checkpoint that can be read tells of them. */
  public List<EpochMetrics> history() {
    for (Path checkpoint : List.of(last(), best())) {
      try (CheckpointFile file = CheckpointFile.open(checkpoint)) {
        return file.state().history();
      } catch (UsageException missingOrDamaged) {
        // The other one may tell; a report can do without.
      }
    }
    return List.of();
  }

  /**
   * The images that a network of the run was trained on. Cards didn't name them in the beginning,
   * and never name several places; then the settings of the run do. Names for classes are in the
   * settings only, and whoever has lost these has to give them again.
   *
   * @throws UsageException if neither does
   */
  public DataChoice images(ModelCard card) {
    if (card.data() == null) {
      return readConfig().images();
    }
    try {
      return readConfig().images().at(card.data());
    } catch (UsageException settingsLost) {
      return DataChoice.of(card.data());
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
