package org.dl4jzoo.zoo.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.ParameterLayer;

/** The options that weight files show in the same way whatever the network. */
final class CommonOptions {

  /** Of ImageNet, for files without a classifier that would tell. */
  private static final int CLASSES = 1000;

  private final Architecture architecture;
  private final StoredLayers file;

  private CommonOptions(Architecture architecture, StoredLayers file) {
    this.architecture = architecture;
    this.file = file;
  }

  /** Channels, classes, top, side heads and padding style; all else is as published. */
  static ModelOptions infer(Architecture architecture, StoredLayers file) {
    return new CommonOptions(architecture, file).infer();
  }

  private ModelOptions infer() {
    ModelOptions whole = ModelOptions.of(architecture, classes()).withPadding(padding());
    boolean sideHeads =
        knows(ModelOption.AUXILIARY_HEADS) && hasMore(whole.withAuxiliaryHeads(true), whole);
    return whole
        .withImage(image(layers(whole).get(0)))
        .withIncludeTop(hasMore(whole, whole.withIncludeTop(false)))
        .withAuxiliaryHeads(sideHeads);
  }

  private int classes() {
    return file.ofVertex(ParameterLayer.CLASSIFIER)
        .map(StoredLayers.Sizes::outputs)
        .filter(classes -> classes >= 2)
        .orElse(CLASSES);
  }

  private PaddingStyle padding() {
    boolean keras = file.names().scheme() == NameScheme.KERAS;
    return keras && knows(ModelOption.PADDING) ? PaddingStyle.TF : PaddingStyle.TORCH;
  }

  private boolean knows(ModelOption option) {
    return architecture.info().options().contains(option);
  }

  private List<ParameterLayer> layers(ModelOptions options) {
    return Models.parameterLayers(architecture, options);
  }

  /** Whether the file has any of the layers that the larger network has more. */
  private boolean hasMore(ModelOptions larger, ModelOptions smaller) {
    Set<ParameterLayer> more = new HashSet<>(layers(larger));
    more.removeAll(Set.copyOf(layers(smaller)));
    return more.stream().anyMatch(layer -> file.ofVertex(layer.vertex()).isPresent());
  }

  /** As published, but with as many channels as the first layer takes. */
  private ImageShape image(ParameterLayer first) {
    ImageShape published = architecture.info().image();
    int channels =
        file.ofVertex(first.vertex()).map(StoredLayers.Sizes::inputs).orElse(published.channels());
    return new ImageShape(published.height(), published.width(), channels);
  }
}
