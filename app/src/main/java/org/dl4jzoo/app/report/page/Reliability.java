package org.dl4jzoo.app.report.page;

import java.util.List;
import java.util.Locale;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.evaluate.Calibration;
import org.dl4jzoo.app.evaluate.Interval;

/** The reliability diagram: where its marks are in the picture of the template. */
public final class Reliability {

  private static final double LEFT = 40;
  private static final double BOTTOM = 280;
  private static final double SIDE = 270;

  private Reliability() {}

  /**
   * A group of images of like confidence; numbers are in pixels of the picture.
   *
   * @param x of its mean confidence
   * @param y of the share that is right
   * @param low of the lower end of its interval
   * @param high of the upper end
   * @param text what it is, in words
   */
  public record Mark(String x, String y, String low, String high, String text) {}

  /** A mark a bin. */
  public static List<Mark> of(Calibration calibration) {
    return calibration.bins().stream().map(Reliability::mark).toList();
  }

  private static Mark mark(Calibration.Bin bin) {
    Interval interval = bin.interval();
    return new Mark(
        pixels(LEFT + SIDE * bin.confidence()),
        pixels(BOTTOM - SIDE * bin.accuracy()),
        pixels(BOTTOM - SIDE * interval.low()),
        pixels(BOTTOM - SIDE * interval.high()),
        "%s: %s sure, %s right"
            .formatted(
                Amount.of(bin.count(), "image"),
                Words.percent(bin.confidence()),
                Words.percent(bin.accuracy())));
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
