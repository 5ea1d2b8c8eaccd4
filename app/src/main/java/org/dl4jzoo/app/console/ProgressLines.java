package org.dl4jzoo.app.console;

import java.io.PrintWriter;
import java.time.Duration;

/** Progress for a pipe or a file: a line every few seconds. */
final class ProgressLines implements ProgressDisplay {

  private static final long NANOS_BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

  private final PrintWriter err;
  private String what = "";
  private String detail = "";
  private long total;
  private long started;
  private long lastLine;
  private long firstStep;

  ProgressLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(String newWork, long newTotal) {
    what = newWork;
    total = newTotal;
    detail = "";
    started = System.nanoTime();
    lastLine = started;
    firstStep = -1;
  }

  @Override
  public void step(long done) {
    long now = System.nanoTime();
    if (firstStep < 0) {
      firstStep = done;
    }
    if (now - lastLine >= NANOS_BETWEEN_LINES) {
      lastLine = now;
      line("%s: %d/%d%s%s".formatted(what, done, total, remaining(done, now), detail));
    }
  }

  private String remaining(long done, long now) {
    if (done <= firstStep || total < done) {
      return "";
    }
    double nanosAStep = (double) (now - started) / (done - firstStep);
    return ", %d s left".formatted(Math.round(nanosAStep * (total - done) / 1e9));
  }

  @Override
  public void detail(String text) {
    detail = text.isEmpty() ? "" : ", " + text;
  }

  @Override
  public void done() {
    what = "";
  }

  @Override
  public void line(String text) {
    err.println(text);
    err.flush();
  }
}
