package org.dl4jzoo.data;

/** Counts the steps of several threads for a listener that hears one at a time. */
public final class ParallelSteps {

  private final Progress progress;
  private long done;

  /** Counts for a listener. */
  public ParallelSteps(Progress progress) {
    this.progress = progress;
  }

  /** Counts a step and hands on its result. */
  public synchronized <T> T counted(T result) {
    done++;
    progress.step(done);
    return result;
  }
}
