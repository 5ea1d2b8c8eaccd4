package org.dl4jzoo.app.train;

import org.dl4jzoo.app.ExitCode;
import org.jline.utils.Signals;

/**
 * Turns the first Ctrl-C or SIGTERM into a request to stop after the current step; the second one
 * ends the JVM at once. The JVM's own shutdown hooks can't tell the two apart.
 */
public final class Interruption implements AutoCloseable {

  private final Object[] previous = new Object[2];
  private final Runnable onFirst;
  private volatile boolean requested;

  /**
   * Listens from now on.
   *
   * @param onFirst run, in the signal's thread, when the stop is requested
   */
  public Interruption(Runnable onFirst) {
    this.onFirst = onFirst;
    previous[0] = Signals.register("INT", this::signalled);
    previous[1] = Signals.register("TERM", this::signalled);
  }

  private void signalled() {
    if (requested) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    requested = true;
    onFirst.run();
  }

  /** Whether the training is to stop. */
  public boolean requested() {
    return requested;
  }

  /** Gives the signals back to who handled them before. */
  @Override
  public void close() {
    Signals.unregister("INT", previous[0]);
    Signals.unregister("TERM", previous[1]);
  }
}
