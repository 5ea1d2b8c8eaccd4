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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.ClassMetrics;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.LabelledPrediction;

/**
 * The files of an evaluation: the page {@code index.html}, its numbers in {@code report.json},
 * {@code predictions.csv}, {@code classes.csv}, {@code confusion.csv}, {@code confusion.png} and,
 * if there was a mistake, {@code worst.png}.
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
   * Writes every other file.
   *
   * @param title what was evaluated on what, for the pictures
   * @throws UsageException if one cannot be written
   */
  public void write(String title, EvaluationReport report) {
    OutputFile.write(path.resolve("report.json"), Json.pretty(report.toMap()));
    OutputFile.write(
        path.resolve("classes.csv"), out -> writeClasses(out, report.confusion().perClass()));
    OutputFile.write(path.resolve("confusion.csv"), out -> writeConfusion(out, report.confusion()));
    OutputFile.write(path.resolve("predictions.csv"), out -> writePredictions(out, report));
    ConfusionChart.write(path.resolve("confusion.png"), title, report.confusion());
    writeWorst(title, report);
  }

  private void writeWorst(String title, EvaluationReport report) {
    Path png = path.resolve("worst.png");
    if (!report.worst().isEmpty()) {
      ContactSheet.write(png, title, report.confusion().classes(), report.worst());
      return;
    }
    try {
      Files.deleteIfExists(png);
    } catch (IOException e) {
      throw UsageException.cannotWrite(png, e);
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

  private static void writePredictions(OutputStream out, EvaluationReport report)
      throws IOException {
    List<String> classes = report.confusion().classes();
    CSVPrinter csv = printer(out);
    List<String> header = new ArrayList<>(List.of("path", "label", "predicted"));
    header.addAll(classes);
    csv.printRecord(header);
    for (LabelledPrediction prediction : report.predictions()) {
      csv.print(prediction.example().name());
      csv.print(classes.get(prediction.label()));
      csv.print(classes.get(prediction.predicted()));
      for (float probability : prediction.probabilities()) {
        csv.print(String.format(Locale.ROOT, "%.4g", probability));
      }
      csv.println();
    }
    csv.flush();
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static CSVPrinter printer(OutputStream out) throws IOException {
    return new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), CSV);
  }
}
