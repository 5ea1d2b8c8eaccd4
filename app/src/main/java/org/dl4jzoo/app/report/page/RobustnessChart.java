package org.dl4jzoo.app.report.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dl4jzoo.app.evaluate.Interval;
import org.dl4jzoo.app.evaluate.Robustness;

/** The chart of accuracy on changed images: where its marks are in the picture of the template. */
public final class RobustnessChart {

  private static final double LEFT = 12;
  private static final double WIDTH = 336;
  private static final int ROW = 40;

  private RobustnessChart() {}

  /**
   * A change; numbers are in pixels of the picture.
   *
   * @param name what was done
   * @param textY of its name
   * @param y of its mark
   * @param x of its mark
   * @param low of the lower end of the interval
   * @param high of the upper end
   * @param text what the mark is, in words
   */
  public record Mark(
      String name, int textY, int y, String x, String low, String high, String text) {}

  /** A mark a change. */
  public static List<Mark> of(List<Robustness> tried) {
    return IntStream.range(0, tried.size()).mapToObj(n -> mark(n, tried.get(n))).toList();
  }

  private static Mark mark(int row, Robustness tried) {
    Interval interval = tried.interval();
    return new Mark(
        tried.corruption().text(),
        ROW * row + 22,
        ROW * row + 36,
        x(tried.top1()),
        x(interval.low()),
        x(interval.high()),
        "%s: %s right".formatted(tried.corruption().text(), Words.percent(tried.top1())));
  }

  /** Where a share is. */
  public static String x(double share) {
    return String.format(Locale.ROOT, "%.1f", LEFT + WIDTH * share);
  }

  /** Where the axis is. */
  public static int bottom(List<Robustness> tried) {
    return ROW * tried.size() + 12;
  }
}
