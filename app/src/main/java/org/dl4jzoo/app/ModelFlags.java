package org.dl4jzoo.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import picocli.CommandLine.Option;

/** The flags that shape a network. */
final class ModelFlags {

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of classes (default: ${DEFAULT-VALUE}).")
  private int classes;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Height and width of the images (default: those of the paper).")
  private Integer imageSize;

  @Option(
      names = "--channels",
      paramLabel = "1|3",
      description = "3 for colour, 1 for grey (default: the network's own).")
  private Integer channels;

  @Option(
      names = "--include-top",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the network has its classifier (default: ${DEFAULT-VALUE}).")
  private boolean includeTop;

  @Option(
      names = "--pooling",
      paramLabel = "none|avg|max",
      defaultValue = "none",
      description =
          "Pooling of the last feature map where the classifier is left out (default: ${DEFAULT-VALUE}).")
  private FeaturePooling pooling;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description =
          "Probability that dropout zeroes a value before the classifier (default: the network's own).")
  private Double dropout;

  @Option(
      names = "--padding",
      paramLabel = "torch|tf",
      defaultValue = "torch",
      description =
          "Form of the network: torchvision's, or Keras's (tf), which differs in padding, epsilon and"
              + " ResNet's bottleneck (default: ${DEFAULT-VALUE}).")
  private PaddingStyle padding;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      description = "Width multiplier of mobilenetv2 (default: 1).")
  private Double alpha;

  @Option(
      names = "--blocks",
      paramLabel = "N,N,...",
      split = ",",
      description = "Blocks per stage of a resnet, such as 2,2,2,2 (default: the network's own).")
  private List<Integer> blocks;

  @Option(names = "--auxiliary-heads", description = "Adds googlenet's two auxiliary classifiers.")
  private boolean auxiliaryHeads;

  /** The flags that are settings of a training too, as far as they were given. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("image-size", imageSize);
    settings.put("channels", channels);
    settings.put("dropout", dropout);
    settings.put("padding", padding);
    settings.put("alpha", alpha);
    settings.put("blocks", blocks);
    settings.put("auxiliary-heads", auxiliaryHeads);
    settings.values().removeIf(Objects::isNull);
    return settings;
  }

  /** The options of that network. */
  ModelOptions options(Architecture architecture) {
    ImageShape own = architecture.info().image();
    ImageShape image =
        new ImageShape(
            imageSize == null ? own.height() : imageSize,
            imageSize == null ? own.width() : imageSize,
            channels == null ? own.channels() : channels);
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, padding, alpha, blocks, auxiliaryHeads);
  }
}
