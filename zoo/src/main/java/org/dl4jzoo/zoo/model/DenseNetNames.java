package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;

/** What published weights of DenseNet call its layers. */
final class DenseNetNames {

  private DenseNetNames() {}

  static List<LayerNames> all(List<Integer> blocks) {
    return List.of(
        torchvision(blocks, ""),
        torchvision(blocks, "."),
        keras(blocks, "conv1/", "fc1000"),
        keras(blocks, "conv1/", "predictions"),
        keras(blocks, "conv1_", "predictions"));
  }

  /** The published files number a block's layers after a dot, which the code hasn't any more. */
  private static LayerNames torchvision(List<Integer> blocks, String dot) {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.TORCHVISION).layer("conv1", "features.conv0", "features.norm0");
    for (int block = 1; block <= blocks.size(); block++) {
      for (int i = 1; i <= blocks.get(block - 1); i++) {
        String ours = "block%d.layer%d.".formatted(block, i);
        String theirs = "features.denseblock%d.denselayer%d.".formatted(block, i);
        names
            .norm(ours + "norm", theirs + "norm" + dot + 1)
            .layer(ours + "bottleneck", theirs + "conv" + dot + 1, theirs + "norm" + dot + 2)
            .layer(ours + "conv", theirs + "conv" + dot + 2);
      }
      if (block < blocks.size()) {
        String theirs = "features.transition%d.".formatted(block);
        names
            .norm("transition%d.norm".formatted(block), theirs + "norm")
            .layer("transition%d.conv".formatted(block), theirs + "conv");
      }
    }
    return names.norm("norm5", "features.norm5").layer("classifier", "classifier").build();
  }

  /** As in the published files; then as Keras 2's code has them, and Keras 3's. */
  private static LayerNames keras(List<Integer> blocks, String stem, String top) {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.KERAS).layer("conv1", stem + "conv", stem + "bn");
    for (int block = 1; block <= blocks.size(); block++) {
      for (int i = 1; i <= blocks.get(block - 1); i++) {
        String ours = "block%d.layer%d.".formatted(block, i);
        String theirs = "conv%d_block%d_".formatted(block + 1, i);
        names
            .norm(ours + "norm", theirs + "0_bn")
            .layer(ours + "bottleneck", theirs + "1_conv", theirs + "1_bn")
            .layer(ours + "conv", theirs + "2_conv");
      }
      if (block < blocks.size()) {
        String theirs = "pool%d_".formatted(block + 1);
        names
            .norm("transition%d.norm".formatted(block), theirs + "bn")
            .layer("transition%d.conv".formatted(block), theirs + "conv");
      }
    }
    return names.norm("norm5", "bn").layer("classifier", top).build();
  }
}
