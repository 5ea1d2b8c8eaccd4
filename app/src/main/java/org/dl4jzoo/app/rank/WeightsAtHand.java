package org.dl4jzoo.app.rank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.weights.OpenWeights;
import org.dl4jzoo.app.weights.WeightCache;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.weights.ImageNetClasses;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.WeightCatalog;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * The networks whose ImageNet weights are on this machine. What is left out is told in a line that
 * says why.
 */
final class WeightsAtHand {

  /** What files of weights are called; others are not looked into. */
  private static final Set<String> SUFFIXES =
      Set.of("safetensors", "pth", "pt", "bin", "h5", "hdf5", "keras");

  /** Names of files; those of more aren't told. */
  private static final int MOST_TOLD = 4;

  private final Consumer<String> tell;

  WeightsAtHand(Consumer<String> tell) {
    this.tell = tell;
  }

  /**
   * Finds them.
   *
   * @param weights {@code imagenet} for all published ones that were downloaded, or a folder of
   *     files
   * @param tell receives a sentence about what is left out
   * @throws UsageException if there are none; says how to get some
   */
  static List<Candidate> find(String weights, Consumer<String> tell) {
    WeightsAtHand found = new WeightsAtHand(tell);
    if (weights.equals(WeightChoice.IMAGENET)) {
      return found.downloaded(WeightCache.standard());
    }
    if (!Files.isDirectory(Path.of(weights))) {
      throw new UsageException(
          "weights must be imagenet or a folder of files of weights where model is auto; got "
              + weights);
    }
    return found.in(Path.of(weights));
  }

  List<Candidate> downloaded(WeightCache cache) {
    List<Candidate> all = new ArrayList<>();
    for (PublishedWeights published : WeightCatalog.all()) {
      if (cache.has(published)) {
        left(cache.path(published), published.model(), published.labels().names())
            .ifPresentOrElse(
                tell, () -> all.add(new Candidate(published.model(), published.name())));
      }
    }
    if (all.isEmpty()) {
      throw new UsageException(
          "model auto chooses among weights that are here, and none of the published ones are; zoo"
              + " weights get NAME downloads those of a network (%s), and --weights takes a folder"
                  .formatted(withDefault())
              + " of files");
    }
    return all;
  }

  private static String withDefault() {
    return WeightCatalog.all().stream()
        .filter(PublishedWeights::byDefault)
        .map(PublishedWeights::model)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private List<Candidate> in(Path folder) {
    List<Candidate> all = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Path file : files(folder)) {
      if (SUFFIXES.contains(suffix(file))) {
        recognised(file).ifPresent(all::add);
      } else {
        others.add(file.getFileName().toString());
      }
    }
    if (!others.isEmpty()) {
      tell.accept("left out, being no files of weights by their names: " + listed(others));
    }
    if (all.isEmpty()) {
      throw new UsageException(
          "%s must hold ImageNet weights of a network of the zoo, such as zoo weights lists; it has"
                  .formatted(folder)
              + " none");
    }
    return all;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw UsageException.cannotRead(folder, e);
    }
  }

  private static String suffix(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String listed(List<String> names) {
    int more = names.size() - MOST_TOLD;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_TOLD)) + " and %d more".formatted(more);
  }

  /** The network that a file is of; whatever a file is called, its content decides. */
  private Optional<Candidate> recognised(Path file) {
    try (WeightFile opened = WeightFile.open(file)) {
      Optional<Architecture> architecture = PretrainedWeights.recognise(opened, Models.all());
      if (architecture.isEmpty()) {
        tell.accept("left out: %s holds weights of no network of the zoo".formatted(file));
        return Optional.empty();
      }
      return candidate(file, architecture.get());
    } catch (InvalidWeightsException e) {
      tell.accept("left out: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Candidate> candidate(Path file, Architecture architecture) {
    try (OpenWeights weights = OpenWeights.open(file, architecture)) {
      String model = architecture.info().name();
      Optional<String> left = left(file, model, weights.card().labels());
      left.ifPresent(tell);
      return left.isPresent()
          ? Optional.empty()
          : Optional.of(new Candidate(model, file.toString()));
    }
  }

  /** Why weights are left out that aren't for ImageNet; those without a classifier may be. */
  private static Optional<String> left(Path file, String model, List<String> classes) {
    return classes.isEmpty() || classes.equals(ImageNetClasses.names())
        ? Optional.empty()
        : Optional.of(
            "left out: %s holds weights of %s for %d classes that are not ImageNet's (%s)"
                .formatted(file, model, classes.size(), listed(classes)));
  }
}
