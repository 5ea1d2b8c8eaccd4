package org.dl4jzoo.zoo.device.choice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way that was found fastest for each thing that is computed. With a file, the first process
 * that finds one decides for all.
 */
public final class Choices {

  private final Map<String, String> ways = new HashMap<>();
  private final Consumer<String> tell;
  private ChoiceFile file;

  private Choices(ChoiceFile file, Consumer<String> tell) {
    this.file = file;
    this.tell = tell;
  }

  /** Choices of this process alone. */
  public static Choices ofProcess() {
    return new Choices(null, words -> {});
  }

  /**
   * Choices in a file. One that is damaged counts as empty, and one that can't be used as none;
   * both are told.
   *
   * @param tell takes a sentence for the user
   */
  public static Choices in(ChoiceFile file, Consumer<String> tell) {
    Choices choices = new Choices(file, tell);
    choices.withFile(() -> choices.ways.putAll(file.read(tell)));
    return choices;
  }

  /** The way that was chosen before. */
  public Optional<String> of(String what) {
    return Optional.ofNullable(ways.get(what));
  }

  /**
   * Keeps a choice.
   *
   * @return the one that counts: another process may have been first
   */
  public String keep(String what, String way) {
    ways.put(what, way);
    withFile(() -> ways.putAll(file.add(what, way, tell)));
    return ways.get(what);
  }

  private void withFile(Runnable work) {
    if (file != null) {
      try {
        work.run();
      } catch (UncheckedIOException e) {
        IOException reason = e.getCause();
        tell.accept(
            "what is fastest on this GPU can't be kept, and may be another way next time: "
                + reason);
        file = null;
      }
    }
  }
}
