package org.dl4jzoo.zoo.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.PaddingStyle;

/**
 * The options of a network, those of Keras Applications and the networks' own.
 *
 * @param image size of the input images
 * @param classes number of classes of the classifier, at least 2 where it is included
 * @param includeTop whether the classifier is part of the network
 * @param pooling what replaces the classifier when it is left out
 * @param dropout probability of dropping a value before the classifier; null for the network's own
 * @param padding whose form of the network it is
 * @param alpha width multiplier (MobileNetV2); null for the network's own
 * @param blocks blocks a stage (ResNet); null for the network's own
 * @param auxiliaryHeads whether GoogLeNet gets its two side classifiers for training
 */
public record ModelOptions(
    ImageShape image,
    int classes,
    boolean includeTop,
    FeaturePooling pooling,
    Double dropout,
    PaddingStyle padding,
    Double alpha,
    List<Integer> blocks,
    boolean auxiliaryHeads) {

  /** Larger ones have maps that no array holds. */
  private static final int LARGEST_SIDE = 4096;

  /** More have classifiers that no array holds. */
  private static final int MOST_CLASSES = 100_000;

  /** Checks what can be checked without knowing the network. */
  public ModelOptions {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(pooling, "pooling");
    Objects.requireNonNull(padding, "padding");
    if (includeTop && classes < 2) {
      throw new InvalidModelException("classes must be at least 2; got " + classes);
    }
    if (includeTop && classes > MOST_CLASSES) {
      throw new InvalidModelException(
          "classes must be at most %d; got %d".formatted(MOST_CLASSES, classes));
    }
    if (Math.max(image.height(), image.width()) > LARGEST_SIDE) {
      throw new InvalidModelException(
          "image-size must be at most %d; got %s".formatted(LARGEST_SIDE, image));
    }
    if (dropout != null && !(dropout >= 0 && dropout < 1)) {
      throw new InvalidModelException("dropout must be in [0, 1); got " + dropout);
    }
    if (alpha != null && !(alpha > 0 && alpha <= 10)) {
      throw new InvalidModelException("alpha must be in (0, 10]; got " + alpha);
    }
    if (blocks != null) {
      blocks = List.copyOf(blocks);
    }
  }

  /** The network as published, with a classifier of this many classes. */
  public static ModelOptions of(Architecture architecture, int classes) {
    return new ModelOptions(
        architecture.info().image(),
        classes,
        true,
        FeaturePooling.NONE,
        null,
        PaddingStyle.TORCH,
        null,
        null,
        false);
  }

  /** The probability of dropping a value: the one chosen, or else the network's own. */
  public double dropoutOr(double networksOwn) {
    return dropout == null ? networksOwn : dropout;
  }

  /** The same for images of another size. */
  public ModelOptions withImage(ImageShape newImage) {
    return new ModelOptions(
        newImage, classes, includeTop, pooling, dropout, padding, alpha, blocks, auxiliaryHeads);
  }

  /** The same with or without the classifier. */
  public ModelOptions withIncludeTop(boolean newIncludeTop) {
    return new ModelOptions(
        image, classes, newIncludeTop, pooling, dropout, padding, alpha, blocks, auxiliaryHeads);
  }

  /** The same with another padding. */
  public ModelOptions withPadding(PaddingStyle newPadding) {
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, newPadding, alpha, blocks, auxiliaryHeads);
  }

  /** The same with another pooling in place of the classifier. */
  public ModelOptions withPooling(FeaturePooling newPooling) {
    return new ModelOptions(
        image, classes, includeTop, newPooling, dropout, padding, alpha, blocks, auxiliaryHeads);
  }

  /** The same of another width; null for the network's own. */
  public ModelOptions withAlpha(Double newAlpha) {
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, padding, newAlpha, blocks, auxiliaryHeads);
  }

  /** The same of another depth; null for the network's own. */
  public ModelOptions withBlocks(List<Integer> newBlocks) {
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, padding, alpha, newBlocks, auxiliaryHeads);
  }

  /** The same with or without side classifiers. */
  public ModelOptions withAuxiliaryHeads(boolean newAuxiliaryHeads) {
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, padding, alpha, blocks, newAuxiliaryHeads);
  }

  /** The options of some networks only that differ from their defaults. */
  Set<ModelOption> chosen() {
    Set<ModelOption> chosen = EnumSet.noneOf(ModelOption.class);
    if (alpha != null) {
      chosen.add(ModelOption.ALPHA);
    }
    if (blocks != null) {
      chosen.add(ModelOption.BLOCKS);
    }
    if (auxiliaryHeads) {
      chosen.add(ModelOption.AUXILIARY_HEADS);
    }
    if (padding != PaddingStyle.TORCH) {
      chosen.add(ModelOption.PADDING);
    }
    return chosen;
  }
}
