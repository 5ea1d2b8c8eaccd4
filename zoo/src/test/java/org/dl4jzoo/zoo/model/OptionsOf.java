package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.summary.ModelSummary;

/** Options of a network that differ from the published ones in a few values. */
final class OptionsOf {

  private final Architecture architecture;
  private ImageShape image;
  private int classes = 1000;
  private boolean includeTop = true;
  private FeaturePooling pooling = FeaturePooling.NONE;
  private Double dropout;
  private PaddingStyle padding = PaddingStyle.TORCH;
  private Double alpha;
  private List<Integer> blocks;
  private boolean auxiliaryHeads;

  private OptionsOf(Architecture architecture) {
    this.architecture = architecture;
    this.image = architecture.info().image();
  }

  static OptionsOf model(String name) {
    return new OptionsOf(Models.named(name));
  }

  OptionsOf size(int pixels) {
    image = new ImageShape(pixels, pixels, image.channels());
    return this;
  }

  OptionsOf classes(int count) {
    classes = count;
    return this;
  }

  OptionsOf features(FeaturePooling kind) {
    includeTop = false;
    pooling = kind;
    return this;
  }

  OptionsOf dropout(double probability) {
    dropout = probability;
    return this;
  }

  OptionsOf padding(PaddingStyle style) {
    padding = style;
    return this;
  }

  OptionsOf alpha(double multiplier) {
    alpha = multiplier;
    return this;
  }

  OptionsOf blocks(Integer... stages) {
    blocks = List.of(stages);
    return this;
  }

  OptionsOf auxiliaryHeads() {
    auxiliaryHeads = true;
    return this;
  }

  ModelOptions options() {
    return new ModelOptions(
        image, classes, includeTop, pooling, dropout, padding, alpha, blocks, auxiliaryHeads);
  }

  ModelSummary summary() {
    return Models.summary(architecture, options());
  }

  /** The row of the layer table with that name. */
  ModelSummary.Layer layer(String name) {
    return summary().layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Architecture architecture() {
    return architecture;
  }
}
