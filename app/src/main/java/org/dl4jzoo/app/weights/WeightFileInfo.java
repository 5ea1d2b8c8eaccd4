package org.dl4jzoo.app.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.InputFile;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.weights.PretrainedWeights;
import org.dl4jzoo.zoo.weights.PublishedWeights;
import org.dl4jzoo.zoo.weights.WeightCatalog;
import org.dl4jzoo.zoo.weights.WeightsInfo;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * What is known of a file of weights that somebody gives: what it says itself if the zoo wrote it,
 * else what is published under its name, else what its library's files usually want.
 */
public final class WeightFileInfo {

  /** Under which key of a safetensors file's metadata our own files keep what is known of them. */
  private static final String KEY = "zoo";

  private static final String SHA256 = "SHA-256";

  private static final ObjectMapper JSON = new ObjectMapper();

  private WeightFileInfo() {}

  /**
   * Finds out what is known of an open file.
   *
   * @param path where it is
   * @throws UsageException if what the zoo wrote of it can't be read
   */
  static WeightsInfo of(Path path, PretrainedWeights weights, Architecture architecture) {
    WeightFile file = weights.file();
    String sha256 = file.hash(SHA256);
    WeightsInfo info =
        ownInfo(path, file, sha256)
            .or(() -> published(path, file, architecture).map(PublishedWeights::info))
            .orElseGet(() -> usual(path, architecture, weights.scheme(), weights.options()));
    return complete(info, classes(info.classes(), weights.options()), sha256);
  }

  private static WeightsInfo complete(WeightsInfo info, List<String> classes, String sha256) {
    return new WeightsInfo(
        info.model(),
        info.name(),
        info.source(),
        sha256,
        info.imageSize(),
        info.scale(),
        info.resize(),
        classes,
        info.top1(),
        info.top5());
  }

  /** The metadata that {@link #ownInfo} finds again; {@code format} is what PyTorch's tools ask. */
  public static Map<String, String> toMetadata(WeightsInfo info) {
    try {
      return Map.of("format", "pt", KEY, JSON.writeValueAsString(info));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a JSON value: " + info, e);
    }
  }

  /**
   * Writes what is known of a file beside it, where its format has no place for it.
   *
   * @throws UsageException if that can't be written
   */
  public static void writeBeside(Path file, WeightsInfo info) {
    try {
      String json = JSON.writeValueAsString(info.withSha256(InputFile.sha256(file)));
      OutputFile.write(beside(file), json + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a JSON value: " + info, e);
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  /** In the file or beside it; what lies beside must name the file's own hash. */
  private static Optional<WeightsInfo> ownInfo(Path path, WeightFile file, String sha256) {
    try {
      String json = file.metadata().get(KEY);
      if (json != null) {
        return Optional.ofNullable(JSON.readValue(json, WeightsInfo.class));
      }
      JsonNode beside = besideInfo(beside(path));
      return beside.path("sha256").asText().equals(sha256)
          ? Optional.of(JSON.treeToValue(beside, WeightsInfo.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s: what is said of it must be what the zoo wrote; %s"
              .formatted(path, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw UsageException.cannotRead(beside(path), e);
    }
  }

  /** Any program may have put a file there, with anything in it. */
  private static JsonNode besideInfo(Path beside) throws IOException {
    if (!Files.isRegularFile(beside)) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(Files.readString(beside));
    } catch (JsonProcessingException | CharacterCodingException notOurs) {
      return MissingNode.getInstance();
    }
  }

  /** The published file of that name, unless its hash says that it is another. */
  private static Optional<PublishedWeights> published(
      Path path, WeightFile file, Architecture architecture) {
    return WeightCatalog.recognise(path.getFileName().toString())
        .filter(known -> known.model().equals(architecture.info().name()))
        .filter(known -> known.digest() == null || known.digest().fits(file));
  }

  private static WeightsInfo usual(
      Path path, Architecture architecture, NameScheme scheme, ModelOptions options) {
    String model = architecture.info().name();
    PublishedWeights like = like(model, scheme);
    String name = path.getFileName().toString();
    return new WeightsInfo(
        model,
        name,
        "a file of " + title(scheme) + "'s names",
        null,
        options.image().height(),
        like.scale(),
        like.resize(),
        like.labels().names(),
        null,
        null);
  }

  /** The first published file of the same library, else of any. */
  private static PublishedWeights like(String model, NameScheme scheme) {
    List<PublishedWeights> known = WeightCatalog.of(model);
    return known.stream()
        .filter(weights -> weights.source().startsWith(title(scheme)))
        .findFirst()
        .orElseGet(() -> known.get(0));
  }

  private static String title(NameScheme scheme) {
    return switch (scheme) {
      case KERAS -> "Keras";
      case TORCHVISION -> "torchvision";
      case TIMM -> "timm";
      case CAFFE -> "BVLC";
    };
  }

  /** The names if they are as many as the outputs; else the outputs' numbers. */
  private static List<String> classes(List<String> names, ModelOptions options) {
    if (!options.includeTop()) {
      return List.of();
    }
    return names.size() == options.classes()
        ? names
        : IntStream.range(0, options.classes()).mapToObj(String::valueOf).toList();
  }
}
