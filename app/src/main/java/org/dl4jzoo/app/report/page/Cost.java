package org.dl4jzoo.app.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.console.ByteSize;

/**
 * What a network takes, on the machine that measured it.
 *
 * @param parameters how many are trained
 * @param macs multiply-accumulates for an image
 * @param fileBytes size of its file; null if that is gone meanwhile
 * @param imagesPerSecond in batches, from pixels to probabilities, without reading the files
 * @param batch size of these
 * @param medianMillis half of the answers to one image take at most so long
 * @param slowMillis 99 % of the answers to one image do
 * @param peakBytes the most memory that the whole program has had so far
 */
public record Cost(
    long parameters,
    long macs,
    Long fileBytes,
    double imagesPerSecond,
    int batch,
    double medianMillis,
    double slowMillis,
    long peakBytes) {

  /** The same in words. */
  public List<Subject.Fact> facts() {
    List<Subject.Fact> facts = new ArrayList<>();
    facts.add(new Subject.Fact("Parameters", "%,d".formatted(parameters)));
    facts.add(
        new Subject.Fact("Multiply-accumulates for an image", decimal("%.2f billion", macs / 1e9)));
    facts.add(
        new Subject.Fact(
            "File", fileBytes == null ? "unknown" : new ByteSize(fileBytes).toString()));
    facts.add(
        new Subject.Fact(
            "Images a second, in batches of %d".formatted(batch),
            decimal(imagesPerSecond < 10 ? "%.1f" : "%,.0f", imagesPerSecond)));
    facts.add(
        new Subject.Fact(
            "One image alone", decimal("%.1f ms, 99 %% within %.1f ms", medianMillis, slowMillis)));
    facts.add(
        new Subject.Fact("Memory of the program at most", new ByteSize(peakBytes).toString()));
    return facts;
  }

  private static String decimal(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
