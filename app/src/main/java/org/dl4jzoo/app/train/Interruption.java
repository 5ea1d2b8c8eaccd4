package org.dl4jzoo.app.train;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.ExitCode;
import org.jline.utils.Signals;

/**
 * Turns the first Ctrl-C, SIGTERM or SIGHUP into a request to stop after the current step; the
 * second one ends the JVM at once. The JVM's own shutdown hooks can't tell the two apart. A SIGHUP
 * that is ignored, as {@code nohup} has it, stays so.
 */
public final class Interruption implements AutoCloseable {

  /**
   * Signals that follow each other faster are one request: {@code timeout} and shells send one to
   * the process and one to its group.
   */
  private static final Duration ONE_REQUEST = Duration.ofSeconds(1);

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final Map<String, Object> previous = new HashMap<>();
  private final Runnable onFirst;
  private volatile boolean requested;
  private volatile long requestedAt;

  /**
   * Handles the signals from now on.
   *
   * @param onFirst runs in the signal's thread when the stop is requested
   */
  public Interruption(Runnable onFirst) {
    this.onFirst = onFirst;
    SIGNALS.forEach(name -> previous.put(name, Signals.register(name, this::signalled)));
  }

  private void signalled() {
    if (!requested) {
      requestedAt = System.nanoTime();
      requested = true;
      onFirst.run();
    } else if (System.nanoTime() - requestedAt > ONE_REQUEST.toNanos()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  /** Whether the training is to stop. */
  public boolean requested() {
    return requested;
  }

  /** Lets the earlier handlers have the signals again. */
  @Override
  public void close() {
    previous.forEach(Signals::unregister);
  }
}
