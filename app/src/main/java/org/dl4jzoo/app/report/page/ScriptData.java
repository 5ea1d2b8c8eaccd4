package org.dl4jzoo.app.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.evaluate.ClassCurve;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Selection;
import org.dl4jzoo.app.report.Epoch;

/** What the page's script draws, as JSON that may stand inside a script element. */
final class ScriptData {

  /** More points than this can't be told apart on a screen. */
  private static final int MOST_POINTS = 200;

  /**
   * Finer differences than this can't be seen either, and digits are most of what the page holds.
   */
  private static final MathContext DIGITS = new MathContext(4);

  private ScriptData() {}

  static String of(
      List<String> classes,
      List<LabelledPrediction> predictions,
      boolean curves,
      Selection selection,
      Subject subject,
      Gallery gallery) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("classes", classes);
    data.put("pictures", gallery.pictures());
    data.put("selection", selection(selection));
    data.put("curves", curves ? curves(classes, predictions) : List.of());
    data.put("history", history(subject.history()));
    return escaped(Json.line(data));
  }

  /** In a script element only {@code <} can begin something else; JSON has it in strings alone. */
  static String escaped(String json) {
    return json.replace("<", "\\u003c");
  }

  private static List<List<Double>> selection(Selection selection) {
    List<Selection.Point> points = thinned(selection.points());
    return List.of(
        values(points, point -> 100 * point.coverage()),
        values(points, point -> 100 * point.accuracy()),
        values(points, point -> 100 * point.threshold()));
  }

  private static List<Map<String, Object>> curves(
      List<String> classes, List<LabelledPrediction> predictions) {
    return IntStream.range(0, classes.size())
        .mapToObj(index -> curve(ClassCurve.of(predictions, index)))
        .toList();
  }

  private static Map<String, Object> curve(ClassCurve curve) {
    List<ClassCurve.Point> points = thinned(curve.points());
    List<Double> found = values(points, point -> 100 * curve.truePositiveRate(point));
    double area = curve.area();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(
        "roc",
        List.of(
            startingAtZero(values(points, point -> 100 * curve.falsePositiveRate(point))),
            startingAtZero(found)));
    data.put("pr", List.of(found, values(points, point -> 100 * point.precision())));
    data.put("area", Double.isNaN(area) ? null : (Double) (100 * area));
    return data;
  }

  static Map<String, Object> history(List<Epoch> epochs) {
    return Map.of(
        "epoch", values(epochs, Epoch::number),
        "rate", values(epochs, Epoch::learningRate),
        "trainLoss", values(epochs, Epoch::trainLoss),
        "validationLoss", values(epochs, Epoch::validationLoss),
        "trainTop1", values(epochs, epoch -> 100 * epoch.trainTop1()),
        "validationTop1", values(epochs, epoch -> 100 * epoch.validationTop1()));
  }

  /** What wasn't measured is null, since JSON has no NaN; a curve has a gap there. */
  static <T> List<Double> values(List<T> points, ToDoubleFunction<T> value) {
    List<Double> values = new ArrayList<>();
    for (T point : points) {
      double number = value.applyAsDouble(point);
      values.add(Double.isFinite(number) ? (Double) rounded(number) : null);
    }
    return values;
  }

  private static double rounded(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).doubleValue();
  }

  private static List<Double> startingAtZero(List<Double> values) {
    List<Double> longer = new ArrayList<>(List.of(0.0));
    longer.addAll(values);
    return longer;
  }

  private static <T> List<T> thinned(List<T> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    List<T> some = new ArrayList<>();
    for (int n = 0; n < MOST_POINTS; n++) {
      some.add(points.get((int) ((long) n * (points.size() - 1) / (MOST_POINTS - 1))));
    }
    return some;
  }
}
