package org.dl4jzoo.app.console;

/** Shows how long work goes on, but not what is told meanwhile. */
record ProgressWithoutLines(ProgressDisplay display) implements ProgressDisplay {

  @Override
  public void start(String work, long total) {
    display.start(work, total);
  }

  @Override
  public void step(long done) {
    display.step(done);
  }

  @Override
  public void detail(String text) {
    display.detail(text);
  }

  @Override
  public void done() {
    display.done();
  }

  @Override
  public void line(String text) {
    // Told at another time.
  }
}
