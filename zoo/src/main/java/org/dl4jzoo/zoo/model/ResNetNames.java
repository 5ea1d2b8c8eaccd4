package org.dl4jzoo.zoo.model;

import java.util.List;
import java.util.stream.IntStream;

/** What published weights of ResNet with basic blocks call its layers. */
final class ResNetNames {

  private ResNetNames() {}

  /** torchvision's names, and timm's; a projection is named also where the network has none. */
  static LayerNames torchvision(List<Integer> blocks) {
    LayerNames.Builder names = LayerNames.of(NameScheme.TORCHVISION).layer("conv1", "conv1", "bn1");
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int i = 1; i <= blocks.get(stage - 1); i++) {
        String ours = "conv%d.block%d.".formatted(stage + 1, i);
        String theirs = block(stage, i);
        names
            .layer(ours + "conv1", theirs + "conv1", theirs + "bn1")
            .layer(ours + "conv2", theirs + "conv2", theirs + "bn2")
            .layer(ours + "shortcut", theirs + "downsample.0", theirs + "downsample.1");
      }
    }
    return names.layer("classifier", "fc").build();
  }

  private static String block(int stage, int i) {
    return "layer%d.%d.".formatted(stage, i - 1);
  }

  /** How many blocks of each stage a file has. */
  static List<Integer> blocks(StoredLayers file, int stages) {
    return IntStream.rangeClosed(1, stages).mapToObj(stage -> blocksOf(stage, file)).toList();
  }

  private static int blocksOf(int stage, StoredLayers file) {
    int blocks = 0;
    while (file.named(block(stage, blocks + 1) + "conv1").isPresent()) {
      blocks++;
    }
    return blocks;
  }
}
