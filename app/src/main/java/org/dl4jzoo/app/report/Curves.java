package org.dl4jzoo.app.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and accuracy over the epochs, of training and validation, side by side in one picture. */
public final class Curves {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 520;

  /** More epochs than this make markers run into one another. */
  private static final int MOST_MARKERS = 40;

  private Curves() {}

  /**
   * Draws the picture.
   *
   * @param png where it goes; replaced in one piece
   * @param title what was trained
   * @param epochs at least one epoch, in order
   * @throws org.dl4jzoo.app.console.UsageException if it cannot be written
   */
  public static void write(Path png, String title, List<Epoch> epochs) {
    Drawing.write(
        png,
        out -> {
          List<XYChart> charts = List.of(loss(title, epochs), accuracy(title, epochs));
          BitmapEncoder.saveBitmap(charts, 1, charts.size(), out, BitmapFormat.PNG);
        });
  }

  private static XYChart loss(String title, List<Epoch> epochs) {
    XYChart loss = chart("Loss: " + title, "mean cross-entropy");
    add(loss, "training", epochs, Epoch::trainLoss, Charts.BLUE);
    add(loss, "validation", epochs, Epoch::validationLoss, Charts.ORANGE);
    loss.getStyler().setYAxisMin(0.0);
    return loss;
  }

  private static XYChart accuracy(String title, List<Epoch> epochs) {
    XYChart accuracy = chart("Accuracy: " + title, "top-1, %");
    add(accuracy, "training", epochs, epoch -> 100 * epoch.trainTop1(), Charts.BLUE);
    add(accuracy, "validation", epochs, epoch -> 100 * epoch.validationTop1(), Charts.ORANGE);
    accuracy.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    accuracy.getStyler().setLegendPosition(LegendPosition.InsideSE);
    return accuracy;
  }

  private static XYChart chart(String title, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(yTitle)
            .build();
    Charts.style(chart.getStyler());
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setXAxisDecimalPattern("0");
    return chart;
  }

  private static void add(
      XYChart chart, String name, List<Epoch> epochs, ToDoubleFunction<Epoch> value, Color color) {
    double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
    XYSeries series = chart.addSeries(name, numbers, epochs.stream().mapToDouble(value).toArray());
    series.setLineColor(color);
    series.setLineWidth(2.5f);
    series.setMarkerColor(color);
    series.setMarker(epochs.size() <= MOST_MARKERS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }
}
