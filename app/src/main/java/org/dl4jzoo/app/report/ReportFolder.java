package org.dl4jzoo.app.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.ClassMetrics;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.review.Review;

/**
 * The files of an evaluation: the page {@code index.html}, its numbers in {@code report.json},
 * {@code predictions.csv}, {@code classes.csv}, {@code confusion.csv}, {@code confusion.png} and,
 * if there was a mistake, {@code worst.png}. With many classes nothing has a value for each pair of
 * them: there is no {@code confusion.png}, {@code confusion.csv} lists the pairs that occur, and
 * {@code predictions.csv} the most probable classes.
 *
 * @param path the folder
 */
public record ReportFolder(Path path) {

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /**
   * Makes the folder, so that one that cannot be written is found before the work.
   *
   * @throws UsageException if it cannot be made
   */
  public static ReportFolder create(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw UsageException.cannotWrite(path, e);
    }
    return new ReportFolder(path);
  }

  /** Where the page goes; {@link org.dl4jzoo.app.report.page.EvaluationPage} writes it. */
  public Path page() {
    return path.resolve("index.html");
  }

  /**
   * Writes the tables and pictures.
   *
   * @param title what was evaluated on what, for the pictures
   * @throws UsageException if one cannot be written
   */
  public void write(String title, EvaluationReport report) {
    OutputFile.write(
        path.resolve("classes.csv"), out -> writeClasses(out, report.confusion().perClass()));
    boolean few = report.confusion().hasFewClasses();
    OutputFile.write(
        path.resolve("confusion.csv"),
        out -> {
          if (few) {
            writeConfusion(out, report.confusion());
          } else {
            writePairs(out, report.confusion());
          }
        });
    OutputFile.write(
        path.resolve("predictions.csv"), out -> PredictionsCsv.write(out, report, few));
    Path confusion = path.resolve("confusion.png");
    if (few) {
      ConfusionChart.write(confusion, title, report.confusion());
    } else {
      delete(confusion);
    }
    Path worst = path.resolve("worst.png");
    if (report.worst().isEmpty()) {
      delete(worst);
    } else {
      ContactSheet.write(worst, title, report.confusion().classes(), report.worst());
    }
  }

  /**
   * Writes {@code report.json}.
   *
   * @param numbers values that JSON has
   * @throws UsageException if it cannot be written
   */
  public void write(Map<String, Object> numbers) {
    OutputFile.write(path.resolve("report.json"), Json.pretty(numbers));
  }

  /**
   * Writes {@code label-issues.csv}.
   *
   * @param review what was found; null if nobody looked
   * @param classes names of the classes
   * @throws UsageException if it cannot be written
   */
  public void write(Review review, List<String> classes) {
    Path issues = path.resolve("label-issues.csv");
    if (review == null) {
      delete(issues);
    } else {
      OutputFile.write(issues, out -> LabelIssuesCsv.write(out, review, classes));
    }
  }

  /** One of an earlier evaluation would be taken for this one's. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw UsageException.cannotWrite(file, e);
    }
  }

  private static void writeClasses(OutputStream out, List<ClassMetrics> classes)
      throws IOException {
    CSVPrinter csv = printer(out);
    csv.printRecord("class", "precision", "recall", "f1", "images");
    for (ClassMetrics metrics : classes) {
      csv.printRecord(
          Printable.cell(metrics.name()),
          ratio(metrics.precision()),
          ratio(metrics.recall()),
          ratio(metrics.f1()),
          metrics.support());
    }
    csv.flush();
  }

  private static void writeConfusion(OutputStream out, ConfusionMatrix confusion)
      throws IOException {
    CSVPrinter csv = printer(out);
    List<String> header = new ArrayList<>(List.of("true \\ predicted"));
    List<String> names = confusion.classes().stream().map(Printable::cell).toList();
    header.addAll(names);
    csv.printRecord(header);
    for (int actual = 0; actual < confusion.classes().size(); actual++) {
      List<Object> row = new ArrayList<>(List.of(names.get(actual)));
      row.addAll(confusion.counts().get(actual));
      csv.printRecord(row);
    }
    csv.flush();
  }

  private static void writePairs(OutputStream out, ConfusionMatrix confusion) throws IOException {
    List<String> names = confusion.classes().stream().map(Printable::cell).toList();
    CSVPrinter csv = printer(out);
    csv.printRecord("true", "predicted", "images");
    for (int actual = 0; actual < names.size(); actual++) {
      for (int predicted = 0; predicted < names.size(); predicted++) {
        if (confusion.count(actual, predicted) > 0) {
          csv.printRecord(
              names.get(actual), names.get(predicted), confusion.count(actual, predicted));
        }
      }
    }
    csv.flush();
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static CSVPrinter printer(OutputStream out) throws IOException {
    return new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), CSV);
  }
}
