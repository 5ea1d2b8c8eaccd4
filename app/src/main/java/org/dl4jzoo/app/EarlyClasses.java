package org.dl4jzoo.app;

import org.dl4jzoo.app.run.ModelCard;
import org.slf4j.LoggerFactory;

/**
 * Classes that log and that read a network's card, hundreds of them, which another core can prepare
 * while the command line is read: a third of a second of a prediction's start.
 */
final class EarlyClasses {

  private EarlyClasses() {}

  /** Begins; whoever needs one of them before it is there waits for it, as for any class. */
  static void prepare() {
    Thread thread =
        new Thread(
            () -> {
              LoggerFactory.getILoggerFactory();
              ModelCard.prepareReading();
            },
            "classes");
    thread.setDaemon(true);
    thread.start();
  }
}
