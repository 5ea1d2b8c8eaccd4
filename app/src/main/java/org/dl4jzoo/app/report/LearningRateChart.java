package org.dl4jzoo.app.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss over the learning rate, with the rate that is suggested. */
public final class LearningRateChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 520;

  private LearningRateChart() {}

  /**
   * Draws the picture.
   *
   * @param png where it goes; replaced in one piece
   * @param title what was trained
   * @param rates rising
   * @param losses finite up to the last, which is not shown if it isn't
   * @param suggestion one of the rates
   * @throws org.dl4jzoo.app.console.UsageException if it cannot be written
   */
  public static void write(
      Path png, String title, List<Double> rates, List<Double> losses, double suggestion) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Loss by learning rate: " + title)
            .xAxisTitle("learning rate")
            .yAxisTitle("mean cross-entropy, smoothed")
            .build();
    Charts.style(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(true);
    int shown = Double.isFinite(losses.get(losses.size() - 1)) ? losses.size() : losses.size() - 1;
    XYSeries curve = chart.addSeries("loss", rates.subList(0, shown), losses.subList(0, shown));
    curve.setLineColor(Charts.BLUE);
    curve.setMarker(SeriesMarkers.NONE);
    double least = Collections.min(losses.subList(0, shown));
    double most = Collections.max(losses.subList(0, shown));
    XYSeries line =
        chart.addSeries(
            "suggestion: %.2g".formatted(suggestion),
            List.of(suggestion, suggestion),
            List.of(least, most));
    line.setLineColor(Charts.ORANGE);
    line.setMarker(SeriesMarkers.NONE);
    Drawing.write(png, out -> BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG));
  }
}
