package org.dl4jzoo.app.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Ranking;

/** {@code predictions.csv}: a row an image, with what was said of it. */
final class PredictionsCsv {

  private static final int TOP = 5;

  private PredictionsCsv() {}

  /**
   * Writes the file.
   *
   * @param every whether each class has a column with its probability; otherwise the most probable
   *     classes have two columns each
   */
  static void write(OutputStream out, EvaluationReport report, boolean every) throws IOException {
    List<String> names = report.confusion().classes().stream().map(Printable::cell).toList();
    CSVPrinter csv = ReportFolder.printer(out);
    List<Object> header = new ArrayList<>(List.of("path", "label", "predicted"));
    if (every) {
      header.addAll(names);
    } else {
      for (int place = 1; place <= TOP; place++) {
        header.addAll(List.of("class " + place, "probability " + place));
      }
    }
    csv.printRecord(header);
    for (LabelledPrediction prediction : report.predictions()) {
      List<Object> row = new ArrayList<>();
      row.add(Printable.cell(prediction.example().name()));
      row.add(names.get(prediction.label()));
      row.add(names.get(prediction.predicted()));
      row.addAll(every ? all(prediction) : top(prediction, names));
      csv.printRecord(row);
    }
    csv.flush();
  }

  private static List<Object> all(LabelledPrediction prediction) {
    List<Object> cells = new ArrayList<>();
    for (float probability : prediction.probabilities()) {
      cells.add(number(probability));
    }
    return cells;
  }

  private static List<Object> top(LabelledPrediction prediction, List<String> names) {
    List<Object> cells = new ArrayList<>();
    for (int index : Ranking.of(prediction.probabilities(), TOP)) {
      cells.add(names.get(index));
      cells.add(number(prediction.probabilities()[index]));
    }
    return cells;
  }

  private static String number(float probability) {
    return String.format(Locale.ROOT, "%.4g", probability);
  }
}
