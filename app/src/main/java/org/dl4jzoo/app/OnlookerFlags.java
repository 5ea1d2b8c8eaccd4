package org.dl4jzoo.app;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.live.Dashboard;
import org.dl4jzoo.app.observe.Observers;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.tensorboard.TensorBoardLog;
import picocli.CommandLine.Option;

/**
 * The flags of whoever looks on while a network is trained. They are no settings: nothing that is
 * trained depends on them, so the run doesn't keep them, and {@code --resume} takes them anew.
 */
final class OnlookerFlags {

  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--dashboard",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "PORT",
      description =
          "Shows the training while it goes on, as a page for browsers on this machine alone, and"
              + " prints its address. Without a port, any free one.")
  private Integer dashboardPort;

  @Option(
      names = "--tensorboard",
      description =
          "Writes event files for TensorBoard to the folder tensorboard of the run; tensorboard"
              + " --logdir runs shows them.")
  private boolean tensorboard;

  /** The first flag that was given; null for none. */
  String given() {
    if (dashboardPort != null) {
      return "--dashboard";
    }
    return tensorboard ? "--tensorboard" : null;
  }

  /**
   * Checks the flags.
   *
   * @throws UsageException if there can be no such port
   */
  void check() {
    if (dashboardPort != null && (dashboardPort < 0 || dashboardPort > LAST_PORT)) {
      throw new UsageException(
          "--dashboard takes a port from 1 to %d; got %d".formatted(LAST_PORT, dashboardPort));
    }
  }

  /**
   * Lets them look on.
   *
   * @param display prints where the dashboard is
   * @throws UsageException if its port can't be had
   */
  Onlookers open(ProgressDisplay display) {
    List<TrainingObserver> observers = new ArrayList<>();
    List<Runnable> closing = new ArrayList<>();
    if (tensorboard) {
      TensorBoardLog log = new TensorBoardLog();
      observers.add(log);
      closing.add(log::close);
    }
    if (dashboardPort != null) {
      Dashboard dashboard = Dashboard.start(dashboardPort);
      display.line("dashboard: " + dashboard.address());
      observers.add(dashboard);
      closing.add(dashboard::close);
    }
    return new Onlookers(new Observers(observers), closing);
  }

  /**
   * Whoever looks on, until the training is over.
   *
   * @param observer hears of the training
   * @param closing what ends it
   */
  record Onlookers(TrainingObserver observer, List<Runnable> closing) implements AutoCloseable {

    /** Copies the list. */
    Onlookers {
      closing = List.copyOf(closing);
    }

    @Override
    public void close() {
      closing.forEach(Runnable::run);
    }
  }
}
