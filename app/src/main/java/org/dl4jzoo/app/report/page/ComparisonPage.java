package org.dl4jzoo.app.report.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jzoo.app.compare.Comparison;
import org.dl4jzoo.app.compare.RunResult;
import org.dl4jzoo.app.console.Json;

/**
 * Runs beside each other, as the templates take it.
 *
 * @param comparison of the runs
 * @param pictures data URIs of thumbnails by the image's path; images may lack one
 */
public record ComparisonPage(Comparison comparison, Map<String, String> pictures) {

  /** With a thumbnail of 5 KB this makes 2.5 MB. */
  private static final int MOST_PICTURES = 500;

  /**
   * The page of a comparison.
   *
   * @param thumbnails JPEGs of {@link #toShow} by the image's path; images may lack one
   */
  public static ComparisonPage of(Comparison comparison, Map<String, byte[]> thumbnails) {
    Map<String, String> pictures = new HashMap<>();
    thumbnails.forEach((path, jpeg) -> pictures.put(path, Gallery.dataUri(jpeg)));
    return new ComparisonPage(comparison, pictures);
  }

  /** Paths of the images that the page wants thumbnails of: one run alone gets them right. */
  public static Set<String> toShow(Comparison comparison) {
    return comparison.pairs().stream()
        .flatMap(pair -> pair.different().stream())
        .map(Comparison.Disagreement::path)
        .limit(MOST_PICTURES)
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
