package org.dl4jzoo.app.console;

import java.io.PrintWriter;
import org.dl4jzoo.data.Progress;
import org.jline.nativ.CLibrary;

/** Shows on stderr how long work goes on: a bar on a terminal, a line now and then elsewhere. */
public interface ProgressDisplay extends Progress {

  /** What else is known about the work right now, such as its loss; shown with the next update. */
  void detail(String text);

  /** A line of its own, which stays. */
  void line(String text);

  /** The same display of progress, for work whose lines are told at another time. */
  default ProgressDisplay withoutLines() {
    return new ProgressWithoutLines(this);
  }

  /** The display that fits where stderr goes. */
  static ProgressDisplay on(PrintWriter err) {
    return stderrIsTerminal() ? new ProgressBars(err) : new ProgressLines(err);
  }

  /** {@code System.console()} tells of stdin and stdout, and is never null from JDK 22 on. */
  private static boolean stderrIsTerminal() {
    try {
      return CLibrary.isatty(2) == 1;
    } catch (LinkageError noNativeLibraryForThisPlatform) {
      return false;
    }
  }
}
