package org.dl4jzoo.data;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it hears; may refuse to hear more. */
public final class RecordedProgress implements Progress {

  private final List<String> started = new ArrayList<>();
  private final long limit;
  private long lastStep;

  public RecordedProgress() {
    this(Long.MAX_VALUE);
  }

  /** Throws at a step beyond the limit. */
  public RecordedProgress(long limit) {
    this.limit = limit;
  }

  @Override
  public void start(String what, long total) {
    started.add(what);
  }

  @Override
  public void step(long done) {
    if (done > limit) {
      throw new IllegalStateException("stopped at " + done);
    }
    lastStep = done;
  }

  @Override
  public void done() {}

  public List<String> started() {
    return started;
  }

  public long lastStep() {
    return lastStep;
  }
}
