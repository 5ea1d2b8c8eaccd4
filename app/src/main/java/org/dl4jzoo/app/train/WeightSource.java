package org.dl4jzoo.app.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.dl4jzoo.app.UsageException;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.NameScheme;
import org.dl4jzoo.zoo.weights.InputScale;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.ResizeRule;
import org.dl4jzoo.zoo.weights.WeightCatalog;
import org.dl4jzoo.zoo.weights.WeightsInfo;

/**
 * What a value of {@code --weights} means.
 *
 * @param file the file
 * @param info what is known of it
 */
record WeightSource(Path file, WeightsInfo info) {

  /**
   * The file of a value.
   *
   * @return empty for random weights
   * @throws UsageException if there is no such file, or nothing is known of its preprocessing
   */
  static Optional<WeightSource> of(String value, Architecture architecture) {
    if (value.equals(TrainConfig.NONE)) {
      return Optional.empty();
    }
    Path file = Path.of(value);
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no file of weights %s".formatted(value));
    }
    WeightsInfo info = isCheckpoint(file) ? ofCheckpoint(file) : ofPublished(file, architecture);
    return Optional.of(new WeightSource(file, info.withSha256(sha256(file))));
  }

  /** Whether it is a checkpoint of a run. */
  boolean isCheckpoint() {
    return isCheckpoint(file);
  }

  private static boolean isCheckpoint(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
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

  /** By its name, or else by whose names its tensors have. */
  private static WeightsInfo ofPublished(Path file, Architecture architecture) {
    String model = architecture.info().name();
    return WeightCatalog.recognise(file.getFileName().toString())
        .filter(known -> known.model().equals(model))
        .or(() -> ofScheme(file, architecture))
        .map(PublishedWeights::info)
        .orElseThrow(
            () ->
                new UsageException(
                    "nothing is known of the preprocessing that %s wants".formatted(file)));
  }

  private static Optional<PublishedWeights> ofScheme(Path file, Architecture architecture) {
    try (PretrainedWeights weights = PretrainedWeights.open(file, architecture)) {
      NameScheme scheme = weights.scheme();
      String name = scheme == NameScheme.CAFFE ? "bvlc" : scheme.name().toLowerCase(Locale.ROOT);
      return WeightCatalog.of(architecture.info().name()).stream()
          .filter(known -> known.name().equals(name))
          .findFirst();
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
