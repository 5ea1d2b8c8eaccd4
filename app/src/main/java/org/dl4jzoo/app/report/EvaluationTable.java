package org.dl4jzoo.app.report;

import com.github.freva.asciitable.ColumnData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.Tables;
import org.dl4jzoo.app.evaluate.ClassMetrics;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Robustness;
import org.dl4jzoo.data.batch.TestTimeAugment;

/** An evaluation as text for a terminal. */
public final class EvaluationTable {

  /** More columns than this do not fit a terminal; the CSV and the picture have them all. */
  private static final int MOST_CONFUSION_COLUMNS = 10;

  private static final int WORST_CLASSES = 10;

  private EvaluationTable() {}

  /** The text, ending in a line break. */
  public static String of(EvaluationReport report) {
    StringBuilder text = new StringBuilder();
    text.append("images  %d\n".formatted(report.count()));
    text.append(
        "top-1   %s (%s with 95 %% confidence)\n"
            .formatted(percent(report.top1()), report.top1Interval()));
    if (report.top5() != null) {
      text.append("top-5   %s\n".formatted(percent(report.top5())));
    }
    if (report.augment() != TestTimeAugment.OFF) {
      text.append(
          "views   %s: %s, by the mean of their probabilities\n"
              .formatted(report.augment(), report.augment().text()));
    }
    text.append(String.format(Locale.ROOT, "loss    %.4f\n\n", report.loss()));
    text.append(perClass(report.confusion()));
    if (report.confusion().classes().size() <= MOST_CONFUSION_COLUMNS) {
      text.append("\n").append(confusion(report.confusion()));
    }
    if (!report.robustness().isEmpty()) {
      text.append("\n").append(robustness(report.robustness()));
    }
    return text.toString();
  }

  private static String robustness(List<Robustness> tried) {
    return Tables.of(
        tried,
        List.of(
            Tables.text("images that were changed", row -> row.corruption().text()),
            Tables.number("top-1", row -> percent(row.top1())),
            Tables.text("with 95 % confidence", row -> row.interval().toString()),
            Tables.number("change", row -> points(row.difference().difference())),
            Tables.text(
                "with 95 % confidence",
                row ->
                    "%s to %s points%s"
                        .formatted(
                            points(row.difference().interval()[0]),
                            points(row.difference().interval()[1]),
                            row.difference().isSignificant() ? ", more than chance" : ""))));
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  private static String perClass(ConfusionMatrix confusion) {
    List<ClassMetrics> classes = confusion.perClass();
    if (confusion.hasFewClasses()) {
      return table(classes);
    }
    List<ClassMetrics> worst =
        classes.stream()
            .filter(metrics -> metrics.support() > 0)
            .sorted(Comparator.comparingDouble(ClassMetrics::f1))
            .limit(WORST_CLASSES)
            .toList();
    return table(worst)
        + "the %d classes with the lowest F1; classes.csv of the report has all %d\n"
            .formatted(worst.size(), classes.size());
  }

  private static String table(List<ClassMetrics> classes) {
    return Tables.of(
        classes,
        List.of(
            Tables.text("class", ClassMetrics::name),
            ratio("precision", ClassMetrics::precision),
            ratio("recall", ClassMetrics::recall),
            ratio("F1", ClassMetrics::f1),
            Tables.number("images", metrics -> String.valueOf(metrics.support()))));
  }

  private static String confusion(ConfusionMatrix confusion) {
    List<String> classes = confusion.classes();
    List<ColumnData<Integer>> columns = new ArrayList<>();
    columns.add(Tables.text("true \\ predicted", classes::get));
    for (int column = 0; column < classes.size(); column++) {
      int predicted = column;
      columns.add(
          Tables.number(
              classes.get(predicted),
              actual -> String.valueOf(confusion.count(actual, predicted))));
    }
    return Tables.of(IntStream.range(0, classes.size()).boxed().toList(), columns);
  }

  private static ColumnData<ClassMetrics> ratio(
      String header, ToDoubleFunction<ClassMetrics> value) {
    return Tables.number(header, metrics -> percent(value.applyAsDouble(metrics)));
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }
}
