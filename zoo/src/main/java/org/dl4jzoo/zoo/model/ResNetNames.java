package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers;

/** What published weights of ResNet call its layers, and how many blocks these tell of. */
final class ResNetNames {

  private ResNetNames() {}

  static List<LayerNames> all(ResidualBlock block, List<Integer> blocks) {
    List<LayerNames> all = new ArrayList<>();
    all.add(torchvision(block, blocks));
    if (block.isInKeras()) {
      all.add(keras(blocks, "predictions"));
      all.add(keras(blocks, "probs"));
    }
    return all;
  }

  /** torchvision's names, and timm's; a projection is named also where the network has none. */
  private static LayerNames torchvision(ResidualBlock block, List<Integer> blocks) {
    LayerNames.Builder names = LayerNames.of(NameScheme.TORCHVISION).layer("conv1", "conv1", "bn1");
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int i = 1; i <= blocks.get(stage - 1); i++) {
        String ours = "conv%d.block%d.".formatted(stage + 1, i);
        String theirs = torchvisionBlock(stage, i);
        for (int c = 1; c <= block.convolutions(); c++) {
          names.layer(ours + "conv" + c, theirs + "conv" + c, theirs + "bn" + c);
        }
        names.layer(ours + "shortcut", theirs + "downsample.0", theirs + "downsample.1");
      }
    }
    return names.layer("classifier", "fc").build();
  }

  /**
   * Bottlenecks as Keras's code has them; the published files, which are older, call the classifier
   * probs. Keras reads layers by their order, which is that of their distance from the output.
   */
  private static LayerNames keras(List<Integer> blocks, String classifier) {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.KERAS).layer("conv1", "conv1_conv", "conv1_bn");
    for (int stage = 1; stage <= blocks.size(); stage++) {
      for (int i = 1; i <= blocks.get(stage - 1); i++) {
        String ours = "conv%d.block%d.".formatted(stage + 1, i);
        String theirs = kerasBlock(stage, i);
        names
            .layer(ours + "conv1", theirs + "1_conv", theirs + "1_bn")
            .layer(ours + "conv2", theirs + "2_conv", theirs + "2_bn");
        if (i == 1) {
          names
              .list(theirs + "0_conv", theirs + "3_conv", theirs + "0_bn")
              .layer(ours + "shortcut", theirs + "0_conv", theirs + "0_bn");
        }
        names.layer(ours + "conv3", theirs + "3_conv", theirs + "3_bn");
      }
    }
    return names.layer("classifier", classifier).build();
  }

  private static String torchvisionBlock(int stage, int i) {
    return "layer%d.%d.".formatted(stage, i - 1);
  }

  private static String kerasBlock(int stage, int i) {
    return "conv%d_block%d_".formatted(stage + 1, i);
  }

  /** How many blocks of each stage a file has. */
  static List<Integer> blocks(StoredLayers file, int stages) {
    return IntStream.rangeClosed(1, stages).mapToObj(stage -> blocksOf(stage, file)).toList();
  }

  private static int blocksOf(int stage, StoredLayers file) {
    boolean keras = file.names().scheme() == NameScheme.KERAS;
    return (int)
        IntStream.iterate(1, i -> i + 1)
            .mapToObj(
                i -> keras ? kerasBlock(stage, i) + "1_conv" : torchvisionBlock(stage, i) + "conv1")
            .takeWhile(first -> file.named(first).isPresent())
            .count();
  }
}
