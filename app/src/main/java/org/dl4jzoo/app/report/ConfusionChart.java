package org.dl4jzoo.app.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.HeatMapStyler;

/** A confusion matrix as a heat map: true classes downwards, predicted ones to the right. */
public final class ConfusionChart {

  /** More classes than this leave no room for a number in a cell. */
  private static final int MOST_NUMBERED_CLASSES = 30;

  private static final int PIXELS_A_LETTER = 8;

  /** White to a blue on which black numbers can still be read. */
  private static final Color[] COLORS = {Color.WHITE, new Color(0xBDD7EE), new Color(0x5BA3D9)};

  private ConfusionChart() {}

  static void write(Path png, String title, ConfusionMatrix confusion) {
    Drawing.write(
        png, out -> BitmapEncoder.saveBitmap(chart(title, confusion), out, BitmapFormat.PNG));
  }

  /** The picture itself; empty where this Java can draw no text. */
  public static Optional<BufferedImage> image(String title, ConfusionMatrix confusion) {
    return Drawing.image(() -> BitmapEncoder.getBufferedImage(chart(title, confusion)));
  }

  private static HeatMapChart chart(String title, ConfusionMatrix confusion) {
    int classes = confusion.classes().size();
    int cell = Math.max(14, Math.min(90, 1200 / classes));
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(260 + cell * classes)
            .height(200 + cell * classes)
            .title(title)
            .xAxisTitle("predicted class")
            .yAxisTitle("true class")
            .build();
    style(chart.getStyler(), classes);
    chart.getStyler().setXAxisLabelRotation(longestName(confusion) > cell ? 45 : 0);
    List<String> downwards = new ArrayList<>(confusion.classes());
    Collections.reverse(downwards);
    chart.addSeries("images", confusion.classes(), downwards, cells(confusion));
    return chart;
  }

  /** About the width of the longest class name, in pixels. */
  private static int longestName(ConfusionMatrix confusion) {
    return confusion.classes().stream().mapToInt(String::length).max().orElse(0) * PIXELS_A_LETTER;
  }

  /** XChart draws rows upwards; the first class belongs at the top. */
  private static List<Number[]> cells(ConfusionMatrix confusion) {
    int classes = confusion.classes().size();
    List<Number[]> cells = new ArrayList<>();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        cells.add(
            new Number[] {predicted, classes - 1 - actual, confusion.count(actual, predicted)});
      }
    }
    return cells;
  }

  private static void style(HeatMapStyler styler, int classes) {
    Charts.style(styler);
    styler.setRangeColors(COLORS);
    styler.setDrawBorder(true);
    styler.setMin(0);
    styler.setShowValue(classes <= MOST_NUMBERED_CLASSES);
    styler.setHeatMapValueDecimalPattern("0");
    styler.setValueFont(Charts.font(Font.PLAIN, classes <= 12 ? 16 : 11));
    styler.setLegendVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotGridLinesVisible(false);
    styler.setXAxisLabelAlignmentVertical(TextAlignment.Right);
  }
}
