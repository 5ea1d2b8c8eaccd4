package org.dl4jzoo.app.console;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for a terminal: a bar with the time left, cleared when the work is done. */
final class ProgressBars implements ProgressDisplay {

  private static final int MILLIS_BETWEEN_UPDATES = 200;

  private final PrintWriter err;
  private ProgressBar bar;

  ProgressBars(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(String what, long total) {
    done();
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(MILLIS_BETWEEN_UPDATES)
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void step(long done) {
    bar.stepTo(done);
  }

  @Override
  public void detail(String text) {
    bar.setExtraMessage(" " + text);
  }

  @Override
  public void done() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Prints above the bar: the bar is drawn again at its next update. */
  @Override
  public void line(String text) {
    err.println(text);
    err.flush();
  }
}
