package org.dl4jzoo.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dl4jzoo.app.UsageException;
import org.dl4jzoo.app.weights.WeightChoice;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.archive.Checksum;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What a value of {@code --weights} means.
 *
 * @param file the file
 * @param info what is known of it
 */
record WeightSource(Path file, WeightsInfo info) {

  /**
   * The file of a value, downloaded if it has to be.
   *
   * @return empty for random weights
   * @throws UsageException if there is no such file, or it can't be downloaded
   */
  static Optional<WeightSource> of(String value, Architecture architecture, Progress progress) {
    if (!isCheckpoint(value)) {
      return WeightChoice.resolve(value, architecture, progress)
          .map(located -> new WeightSource(located.file(), located.info()));
    }
    Path file = Path.of(value);
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no file of weights %s".formatted(value));
    }
    return Optional.of(new WeightSource(file, ofCheckpoint(file).withSha256(sha256(file))));
  }

  /** Whether it is a checkpoint of a run. */
  boolean isCheckpoint() {
    return isCheckpoint(file.toString());
  }

  private static boolean isCheckpoint(String value) {
    return value.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static WeightsInfo ofCheckpoint(Path file) {
    ModelCard card = Checkpoint.readCard(file);
    return new WeightsInfo(
        card.model(),
        file.getFileName().toString(),
        file.toString(),
        null,
        card.preprocessing().height(),
        InputScale.valueOf(card.preprocessing().scale().name()),
        ResizeRule.valueOf(card.preprocessing().resize().name()),
        card.labels(),
        null,
        null);
  }

  private static String sha256(Path file) {
    try {
      return Checksum.of("SHA-256", file);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }
}
