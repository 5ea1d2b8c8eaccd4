package org.dl4jzoo.app.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;

/** The look all our charts share. */
final class Charts {

  static final Color BLUE = new Color(0x1F77B4);
  static final Color ORANGE = new Color(0xE6701B);
  private static final Color INK = new Color(0x222222);
  private static final Color GRID = new Color(0xDDDDDD);

  private Charts() {}

  static void style(AxesChartStyler styler) {
    styler.setBaseFont(font(Font.PLAIN, 14));
    styler.setChartTitleFont(font(Font.BOLD, 16));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(12);
    styler.setChartPadding(16);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(GRID);
    styler.setPlotGridLinesColor(GRID);
    styler.setAxisTitleFont(font(Font.PLAIN, 15));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 13));
    styler.setAxisTickLabelsColor(INK);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    styler.setLegendFont(font(Font.PLAIN, 14));
    styler.setLegendBorderColor(GRID);
    styler.setAntiAlias(true);
  }

  static Font font(int style, int points) {
    return new Font(Font.SANS_SERIF, style, points);
  }
}
