package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.Temperature;

/** Keeps a temperature in the checkpoints of a run that have the weights it was fitted to. */
public final class KeptTemperature {

  private KeptTemperature() {}

  /**
   * Writes the checkpoint, and the run's other one if its weights are the same, each whole or not
   * at all.
   *
   * @param run is locked by the caller
   * @return the files that have the temperature now
   * @throws UsageException if a checkpoint is damaged or can't be written
   */
  public static List<Path> keep(Temperature temperature, Path checkpoint, RunFolder run) {
    String weights = weightsOf(checkpoint);
    List<Path> others =
        Stream.of(run.best(), run.last())
            .filter(Files::isRegularFile)
            .filter(file -> !file.toAbsolutePath().equals(checkpoint.toAbsolutePath()))
            .filter(file -> weights.equals(weightsOf(file)))
            .toList();
    List<Path> kept = new ArrayList<>(List.of(checkpoint));
    kept.addAll(others);
    kept.forEach(file -> rewrite(file, temperature));
    return kept;
  }

  /**
   * Says that a training doesn't go on with the temperature of what it begins with.
   *
   * @param card of that
   * @param file where that is
   */
  public static void tellLeft(ModelCard card, Path file, Consumer<String> tell) {
    if (card.temperature() != null) {
      tell.accept(
          "the temperature of %s isn't taken along: it holds for its weights alone"
              .formatted(file));
    }
  }

  private static String weightsOf(Path checkpoint) {
    try (CheckpointParts parts = CheckpointParts.open(checkpoint)) {
      return parts.hash(ModelSerializer.COEFFICIENTS_BIN);
    } catch (IOException e) {
      throw CheckpointFile.unreadable(checkpoint, e);
    }
  }

  /** Every other part is copied as it is, once it is known to be whole. */
  private static void rewrite(Path checkpoint, Temperature temperature) {
    try (CheckpointParts parts = CheckpointParts.open(checkpoint)) {
      ModelCard card = parts.card().withTemperature(temperature);
      OutputFile.write(checkpoint, out -> parts.copy(out, card));
    } catch (IOException e) {
      throw CheckpointFile.unreadable(checkpoint, e);
    }
  }
}
