package org.dl4jzoo.zoo.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;

/** Every published file of weights that the networks of the zoo can take. */
public final class WeightCatalog {

  private static final List<PublishedWeights> ALL = read(Resource.text("published-weights.csv"));

  private WeightCatalog() {}

  /** All files, by network. */
  public static List<PublishedWeights> all() {
    return ALL;
  }

  /** The files of a network; empty if there are none. */
  public static List<PublishedWeights> of(String model) {
    return ALL.stream().filter(weights -> weights.model().equals(model)).toList();
  }

  /**
   * The file of a network that has this name.
   *
   * @throws InvalidWeightsException if there is none; lists those there are
   */
  public static PublishedWeights named(String model, String name) {
    return of(model).stream()
        .filter(weights -> weights.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidWeightsException(
                    "no weights of %s are published as '%s'; %s"
                        .formatted(model, name, known(model))));
  }

  /**
   * The file that {@code imagenet} means.
   *
   * @throws InvalidWeightsException if the network has none; lists those there are
   */
  public static PublishedWeights defaultOf(String model) {
    return of(model).stream()
        .filter(PublishedWeights::byDefault)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidWeightsException(
                    "no ImageNet weights of %s are published; %s".formatted(model, known(model))));
  }

  private static String known(String model) {
    List<PublishedWeights> known = of(model);
    return known.isEmpty()
        ? "none are known"
        : known.stream()
            .map(PublishedWeights::name)
            .collect(Collectors.joining(", ", "there are ", ""));
  }

  /** The published file of that name, whatever folder it is in. */
  public static Optional<PublishedWeights> recognise(String fileName) {
    return ALL.stream().filter(weights -> weights.file().equals(fileName)).findFirst();
  }

  private static List<PublishedWeights> read(String csv) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(csv, format)) {
      return rows.stream().map(WeightCatalog::weights).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedWeights weights(CSVRecord row) {
    return new PublishedWeights(
        row.get("model"),
        row.get("name"),
        row.get("file"),
        ifKnown(row, "url", URI::create),
        ifKnown(row, "digest", Digest::parse),
        Integer.parseInt(row.get("size")),
        InputScale.valueOf(upper(row, "scale")),
        ResizeRule.valueOf(upper(row, "resize")),
        Labels.valueOf(upper(row, "classes")),
        ifKnown(row, "top1", Double::valueOf),
        ifKnown(row, "top5", Double::valueOf),
        ifKnown(row, "mebibytes", Double::valueOf),
        row.get("source"),
        row.get("default").equals("yes"));
  }

  private static <T> T ifKnown(CSVRecord row, String column, Function<String, T> parse) {
    String text = row.get(column);
    return text.isEmpty() ? null : parse.apply(text);
  }

  private static String upper(CSVRecord row, String column) {
    return row.get(column).toUpperCase(Locale.ROOT);
  }
}
