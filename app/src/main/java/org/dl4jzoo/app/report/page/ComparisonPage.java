package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dl4jzoo.app.compare.Comparison;
import org.dl4jzoo.app.compare.RunResult;
import org.dl4jzoo.app.console.Json;

/**
 * Runs beside each other, as the templates take it.
 *
 * @param comparison of the runs
 */
public record ComparisonPage(Comparison comparison) {

  /** The page of a comparison. */
  public static ComparisonPage of(Comparison comparison) {
    return new ComparisonPage(comparison);
  }

  /**
   * Writes the page.
   *
   * @throws org.dl4jzoo.app.console.UsageException if it can't be written
   */
  public void write(Path html) {
    PageAssets.write("comparison.jte", this, html);
  }

  /** The curves, as JSON that may stand inside a script element. */
  public String data() {
    List<RunResult> runs = comparison.results();
    int epochs = runs.stream().mapToInt(RunResult::epochs).max().orElse(0);
    List<Integer> numbers = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      numbers.add(epoch);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("names", runs.stream().map(RunResult::name).toList());
    data.put("epoch", numbers);
    data.put("top1", curves(runs, RunResult::validationTop1, 100));
    data.put("loss", curves(runs, RunResult::validationLoss, 1));
    return ScriptData.escaped(Json.line(data));
  }

  private static List<List<Double>> curves(
      List<RunResult> runs, Function<RunResult, List<Double>> values, double scale) {
    return runs.stream()
        .map(run -> ScriptData.values(values.apply(run), value -> scale * value))
        .toList();
  }
}
