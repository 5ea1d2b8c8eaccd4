package org.dl4jzoo.app.report.page;

import java.util.List;
import org.dl4jzoo.app.report.Epoch;

/**
 * What an evaluation was of, as its page tells it.
 *
 * @param model the network's name
 * @param images which images, such as {@code test}
 * @param history the epochs of the training; empty if they aren't known
 * @param cost what the network takes
 * @param card everything one would have to know to do it again, besides the settings
 * @param settings of the training; empty if they aren't known
 * @param command the command that makes this page
 * @param calibrate the command that calibrates the network; null if none can
 */
public record Subject(
    String model,
    String images,
    List<Epoch> history,
    Cost cost,
    List<Fact> card,
    List<Fact> settings,
    String command,
    String calibrate) {

  /** The images of a cross-validation, each of which one network never saw. */
  public static final String FOLDS = "folds";

  /** Copies the lists. */
  public Subject {
    history = List.copyOf(history);
    card = List.copyOf(card);
    settings = List.copyOf(settings);
  }

  /** What was measured on what, in a few words. */
  public String title() {
    return images.equals(FOLDS)
        ? model + ", cross-validated"
        : "%s on the %s images".formatted(model, images);
  }

  /**
   * A line of a table.
   *
   * @param name what it is
   * @param value what is so
   */
  public record Fact(String name, String value) {}
}
