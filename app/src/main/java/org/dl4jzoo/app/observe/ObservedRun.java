package org.dl4jzoo.app.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.dl4jzoo.app.run.EpochMetrics;

/**
 * A training that begins or goes on.
 *
 * @param folder of the run
 * @param model the network's name
 * @param classes their names, in the order of the network's outputs
 * @param history the epochs that are done already
 * @param best the best of them; null if there is none
 * @param lengths about how long an epoch takes by its number, counted from 1; in any unit
 */
public record ObservedRun(
    Path folder,
    String model,
    List<String> classes,
    List<EpochMetrics> history,
    EpochMetrics best,
    IntToDoubleFunction lengths) {

  /** Copies the lists. */
  public ObservedRun {
    classes = List.copyOf(classes);
    history = List.copyOf(history);
  }
}
