package org.dl4jzoo.app;

import org.dl4jzoo.app.run.ModelCard;

/**
 * Classes that read a network's card, hundreds of them, which another core can prepare while the
 * command line is read.
 */
final class EarlyClasses {

  private EarlyClasses() {}

  /** Begins; whoever needs one of them before it is there waits for it. */
  static void prepare() {
    Thread thread = new Thread(ModelCard::prepareReading, "classes");
    thread.setDaemon(true);
    // Who reads the card meets what went wrong too, and tells it.
    thread.setUncaughtExceptionHandler((failed, problem) -> {});
    thread.start();
  }
}
