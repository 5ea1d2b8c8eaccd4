package org.dl4jzoo.app.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.dl4jzoo.app.evaluate.ClassCurve;
import org.dl4jzoo.app.evaluate.ClassScores;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Interval;
import org.dl4jzoo.app.evaluate.Slice;
import org.dl4jzoo.app.report.Epoch;
import org.dl4jzoo.app.review.Review;

/**
 * Every number of a page, as {@code report.json} has it: those of {@link EvaluationReport#toMap},
 * and what the page adds. docs/reports.md tells what each is. Curves are not in it: they are drawn
 * from the probabilities in {@code predictions.csv}.
 */
final class PageNumbers {

  private PageNumbers() {}

  static Map<String, Object> of(EvaluationPage page) {
    Map<String, Object> map = new LinkedHashMap<>(page.report().toMap());
    map.put("classScores", scores(page));
    map.put("confusions", page.confusions().stream().map(each -> confusion(each, page)).toList());
    map.put("advice", page.advice());
    map.put("operatingPoints", page.operating().stream().map(PageNumbers::operating).toList());
    int slices = page.slices().size();
    map.put("slices", page.slices().stream().map(slice -> slice(slice, slices)).toList());
    if (page.labels() != null) {
      map.put("labels", labels(page.labels().review()));
    }
    if (page.map() != null) {
      map.put("map", map(page.map(), page.classes()));
    }
    Subject subject = page.subject();
    map.put("epochs", subject.history().stream().map(PageNumbers::epoch).toList());
    map.put("cost", subject.cost());
    map.put("card", facts(subject.card()));
    map.put("settings", facts(subject.settings()));
    map.put("command", subject.command());
    return map;
  }

  private static List<Map<String, Object>> scores(EvaluationPage page) {
    List<Map<String, Object>> all = page.scores().stream().map(PageNumbers::scores).toList();
    if (page.hasFewClasses()) {
      for (int k = 0; k < all.size(); k++) {
        double area = ClassCurve.of(page.report().predictions(), k).area();
        all.get(k).put("rocArea", number(area));
      }
    }
    return all;
  }

  private static Map<String, Object> scores(ClassScores scores) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", scores.metrics().name());
    map.put("precision", scores.metrics().precision());
    map.put("precisionInterval", interval(scores.precision()));
    map.put("recall", scores.metrics().recall());
    map.put("recallInterval", interval(scores.recall()));
    map.put("f1", scores.metrics().f1());
    map.put("f1Interval", interval(scores.f1()));
    map.put("averagePrecision", number(scores.averagePrecision()));
    map.put("averagePrecisionInterval", interval(scores.averagePrecisionInterval()));
    map.put("support", scores.metrics().support());
    return map;
  }

  private static Map<String, Object> confusion(Confusion confusion, EvaluationPage page) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("actual", page.classes().get(confusion.actual()));
    map.put("predicted", page.classes().get(confusion.predicted()));
    map.put("count", confusion.count());
    map.put("share", confusion.share());
    return map;
  }

  private static Map<String, Object> operating(EvaluationPage.Operating operating) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("accuracy", operating.accuracy());
    map.put("threshold", operating.point() == null ? null : operating.point().threshold());
    map.put("coverage", operating.point() == null ? null : operating.point().coverage());
    return map;
  }

  private static Map<String, Object> slice(Slice slice, int slices) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("property", slice.property());
    map.put("values", slice.values());
    map.put("count", slice.count());
    map.put("top1", slice.accuracy());
    map.put("top1Interval", interval(slice.interval()));
    map.put("pValue", slice.pValue());
    map.put("worse", slice.isWorse(slices));
    return map;
  }

  private static Map<String, Object> labels(Review review) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("looked", review.images());
    map.put("suspects", review.confidentSuspects().size());
    map.put("estimatedErrors", review.estimatedErrors());
    map.put("believable", review.isBelievable());
    map.put("outliers", review.outliers().size());
    map.put("nearDuplicates", review.twins().size());
    map.put("acrossSubsets", count(review, Review.Twins::acrossGroups));
    map.put("underTwoLabels", count(review, Review.Twins::contradict));
    return map;
  }

  private static long count(Review review, Predicate<Review.Twins> which) {
    return review.twins().stream().filter(which).count();
  }

  private static Map<String, Object> map(FeatureMap features, List<String> classes) {
    List<Map<String, Object>> nearest =
        features.neighbours().stream()
            .map(
                each ->
                    Map.<String, Object>of(
                        "name", classes.get(each.label()), "nearest", classes.get(each.nearest())))
            .toList();
    return Map.of("variance", features.share(), "nearestClasses", nearest);
  }

  private static Map<String, Object> epoch(Epoch epoch) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", epoch.number());
    map.put("learningRate", number(epoch.learningRate()));
    map.put("trainLoss", number(epoch.trainLoss()));
    map.put("trainTop1", number(epoch.trainTop1()));
    map.put("validationLoss", number(epoch.validationLoss()));
    map.put("validationTop1", number(epoch.validationTop1()));
    return map;
  }

  private static Map<String, String> facts(List<Subject.Fact> facts) {
    Map<String, String> map = new LinkedHashMap<>();
    facts.forEach(fact -> map.put(fact.name(), fact.value()));
    return map;
  }

  private static List<Double> interval(Interval interval) {
    return interval == null ? null : List.of(interval.low(), interval.high());
  }

  /** What wasn't measured is null, since JSON has no NaN. */
  private static Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
