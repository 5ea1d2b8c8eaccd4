package org.dl4jzoo.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.Interval;
import org.dl4jzoo.app.report.page.Subject;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.app.run.RunFolder;

/**
 * What a run came to on its test images, or if it is a cross-validation, on the images of all its
 * folds.
 *
 * @param run its folder
 * @param loss mean cross-entropy
 * @param answers what was said of each image, by its path
 * @param temperature that the loss is at; null of the probabilities as the network gives them
 * @param history the epochs of its training
 */
public record RunResult(
    RunFolder run,
    double loss,
    Map<String, Answer> answers,
    Double temperature,
    List<EpochMetrics> history) {

  /** Copies the epochs. */
  public RunResult {
    history = List.copyOf(history);
  }

  /**
   * What was said of an image.
   *
   * @param label its class
   * @param predicted the class it was given to
   */
  public record Answer(String label, String predicted) {

    /** Whether the two are one. */
    public boolean correct() {
      return label.equals(predicted);
    }
  }

  /**
   * Reads the report of a run.
   *
   * @throws UsageException if it has none, or one that can't be read
   */
  public static RunResult read(RunFolder run) {
    Path report = report(run);
    try {
      JsonNode numbers = new ObjectMapper().readTree(report.resolve("report.json").toFile());
      return new RunResult(
          run,
          numbers.path("loss").asDouble(Double.NaN),
          answers(report.resolve("predictions.csv")),
          temperature(numbers.path("temperature")),
          run.history());
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new UsageException(
          "%s has no report of its test images; zoo evaluate %s makes it".formatted(run, run), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "cannot read the report of %s: %s".formatted(run, e.getMessage()), e);
    }
  }

  /**
   * That of the test images; where there is none, of a cross-validation, and then of validation.
   */
  private static Path report(RunFolder run) {
    return Stream.of("test", Subject.FOLDS, "validation")
        .map(run::report)
        .filter(Files::exists)
        .findFirst()
        .orElse(run.report("test"));
  }

  /** A temperature that is only proposed changes nothing. */
  private static Double temperature(JsonNode numbers) {
    return numbers.path("applied").asBoolean() ? numbers.path("value").asDouble() : null;
  }

  private static Map<String, Answer> answers(Path csv) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .get();
    Map<String, Answer> answers = new LinkedHashMap<>();
    try (Reader reader = Files.newBufferedReader(csv);
        CSVParser rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        answers.put(row.get("path"), new Answer(row.get("label"), row.get("predicted")));
      }
    }
    return answers;
  }

  /** What people call it: the name of its folder. */
  public String name() {
    Path name = run.path().toAbsolutePath().normalize().getFileName();
    return name == null ? run.toString() : name.toString();
  }

  /** Its name, and beside it what its loss is at. */
  public String calibrated() {
    return String.format(Locale.ROOT, "%s (temperature %.3g)", name(), temperature);
  }

  /** Number of images. */
  public int count() {
    return answers.size();
  }

  /** Images given to their class. */
  public int hits() {
    return (int) answers.values().stream().filter(Answer::correct).count();
  }

  /** Share of the images given to their class; NaN of none. */
  public double top1() {
    return (double) hits() / count();
  }

  /** Where that lies with 95 % confidence. */
  public Interval interval() {
    return Interval.wilson(hits(), count());
  }

  /** Number of epochs. */
  public int epochs() {
    return history.size();
  }

  /** Top-1 of the validation images after each epoch. */
  public List<Double> validationTop1() {
    return history.stream().map(EpochMetrics::validationTop1).toList();
  }

  /** Loss of the validation images after each epoch; NaN where it wasn't measured. */
  public List<Double> validationLoss() {
    return history.stream().map(EpochMetrics::validationLoss).toList();
  }

  /** Seconds of training. */
  public double seconds() {
    return history.stream().mapToDouble(EpochMetrics::seconds).sum();
  }
}
