package org.dl4jzoo.app.weights;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.WeightCatalog;

/**
 * What {@code --weights} means for a network: {@code none}, {@code imagenet}, the name of published
 * weights, the path of a file of weights, or that of a checkpoint or a run, whose best one it is.
 */
public final class WeightChoice {

  /** No weights: the network begins with random ones. */
  public static final String NONE = "none";

  /** The published weights that are the network's default. */
  public static final String IMAGENET = "imagenet";

  private WeightChoice() {}

  /**
   * Opens the file that a value means, which is downloaded on first use; it may be a checkpoint.
   *
   * @return empty for {@code none}
   * @throws UsageException if it can't be downloaded; says which file to put where; or if it is a
   *     checkpoint of another network
   * @throws org.dl4jzoo.zoo.weights.file.InvalidWeightsException if there is no such name, or the
   *     file isn't weights of the network
   */
  public static Optional<TrainedWeights> open(
      String value, Architecture architecture, Progress progress) {
    if (value.equals(NONE)) {
      return Optional.empty();
    }
    String model = architecture.info().name();
    if (!isName(value, model) && Files.isDirectory(path(value))) {
      Path best = RunFolder.open(path(value)).best();
      return Optional.of(CheckpointWeights.open(best, model));
    }
    if (CheckpointWeights.isOne(value)) {
      return Optional.of(CheckpointWeights.open(path(value), model));
    }
    if (!isName(value, model) && isPath(value)) {
      return Optional.of(OpenWeights.open(path(value), architecture));
    }
    PublishedWeights published =
        value.equals(IMAGENET) ? WeightCatalog.defaultOf(model) : WeightCatalog.named(model, value);
    LocatedWeights located = WeightCache.standard().obtain(published, progress);
    return Optional.of(OpenWeights.open(located, architecture));
  }

  /**
   * The same value as it is meant from any working directory: a file's path becomes absolute, any
   * other text is a name, even where a file is called like it.
   */
  public static String fromAnywhere(String value, Architecture architecture) {
    return isName(value, architecture.info().name()) ? value : absolute(value);
  }

  /** The same of a network that is still to be chosen: a folder, or {@code imagenet}. */
  public static String fromAnywhere(String value) {
    return value.equals(NONE) || value.equals(IMAGENET) ? value : absolute(value);
  }

  private static String absolute(String value) {
    return Files.exists(path(value)) ? path(value).toAbsolutePath().normalize().toString() : value;
  }

  private static boolean isName(String value, String model) {
    return value.equals(NONE)
        || value.equals(IMAGENET)
        || WeightCatalog.of(model).stream().anyMatch(known -> known.name().equals(value));
  }

  /** Names have no folder and no suffix, but for the fraction of a width. */
  private static boolean isPath(String value) {
    return value.contains("/")
        || value.contains("\\")
        || value.matches(".*\\.[A-Za-z][A-Za-z0-9]*")
        || Files.exists(path(value));
  }

  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("weights must be a name or a path; got " + value, e);
    }
  }
}
