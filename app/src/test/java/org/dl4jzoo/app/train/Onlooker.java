package org.dl4jzoo.app.train;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;

/** A browser that asks a dashboard for everything, again and again, without a rest. */
final class Onlooker {

  private final Thread thread;

  Onlooker(URI dashboard) {
    thread = new Thread(() -> look(dashboard));
  }

  void start() {
    thread.start();
  }

  void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private static void look(URI dashboard) {
    while (!Thread.currentThread().isInterrupted()) {
      for (String path : List.of("", "state", "validation", "image/0", "image/1")) {
        try (InputStream in = dashboard.resolve(path).toURL().openStream()) {
          in.readAllBytes();
        } catch (IOException notYet) {
          Thread.onSpinWait(); // there is no validation before the first one
        }
      }
    }
  }
}
