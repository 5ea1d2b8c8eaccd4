package org.dl4jzoo.app.console;

/**
 * The exit codes of the program. A signal that nobody handles ends the JVM with 128 and its number:
 * 129 for SIGHUP, 134 for the SIGABRT of a crash in native code, 143 for SIGTERM.
 */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  /** Our own failure; the trace is in the log. */
  public static final int FAILURE = 1;

  /** A mistake in what was asked, or a disk that can't be written; one sentence says which. */
  public static final int USAGE = 2;

  /** Stopped by Ctrl-C or SIGTERM, with everything saved. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
