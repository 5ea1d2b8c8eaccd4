package org.dl4jzoo.zoo.model;

import java.util.List;
import java.util.function.Consumer;

/** What published weights of MobileNetV2 call its layers. */
final class MobileNetV2Names {

  /**
   * A bottleneck.
   *
   * @param vertex ours
   * @param stage row of Table 2, from 1
   * @param repeat place in its stage, from 1
   * @param number place in the network, from 0
   * @param expands whether its first convolution is one that expands
   */
  private record Block(String vertex, int stage, int repeat, int number, boolean expands) {}

  private MobileNetV2Names() {}

  static List<LayerNames> all() {
    return List.of(torchvision(), keras(), keras2018(), timm());
  }

  private static void forEachBlock(Consumer<Block> action) {
    int number = 0;
    for (int stage = 1; stage <= MobileNetV2.TABLE_2.size(); stage++) {
      MobileNetV2.Row row = MobileNetV2.TABLE_2.get(stage - 1);
      for (int i = 1; i <= row.n(); i++) {
        String vertex = "stage%d.block%d".formatted(stage, i);
        action.accept(new Block(vertex, stage, i, number++, row.t() > 1));
      }
    }
  }

  private static LayerNames torchvision() {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.TORCHVISION).layer("stem", "features.0.0", "features.0.1");
    forEachBlock(
        block -> {
          String conv = "features.%d.conv.".formatted(block.number() + 1);
          int next = 0;
          if (block.expands()) {
            names.layer(block.vertex() + ".expand", conv + "0.0", conv + "0.1");
            next = 1;
          }
          names.layer(block.vertex() + ".depthwise", conv + next + ".0", conv + next + ".1");
          names.layer(block.vertex() + ".project", conv + (next + 1), conv + (next + 2));
        });
    return names
        .layer("head", "features.18.0", "features.18.1")
        .layer("classifier", "classifier.1")
        .build();
  }

  /** As Keras's code has them. */
  private static LayerNames keras() {
    LayerNames.Builder names = LayerNames.of(NameScheme.KERAS).layer("stem", "Conv1", "bn_Conv1");
    forEachBlock(
        block -> {
          String prefix =
              block.expands() ? "block_%d_".formatted(block.number()) : "expanded_conv_";
          for (String part : parts(block)) {
            String name = prefix + part;
            names.layer(block.vertex() + "." + part, name, name + "_BN");
          }
        });
    return names.layer("head", "Conv_1", "Conv_1_bn").layer("classifier", "predictions").build();
  }

  /** As the published files have them, which are older than the code. */
  private static LayerNames keras2018() {
    LayerNames.Builder names = LayerNames.of(NameScheme.KERAS).layer("stem", "Conv1", "bn_Conv1");
    forEachBlock(
        block -> {
          int n = block.number();
          for (String part : parts(block)) {
            String conv = "mobl%d_conv_%d_%s".formatted(n, n, part);
            names.layer(
                block.vertex() + "." + part, conv, "bn%d_conv_%d_bn_%s".formatted(n, n, part));
          }
        });
    return names.layer("head", "Conv_1", "Conv_1_bn").layer("classifier", "Logits").build();
  }

  private static List<String> parts(Block block) {
    List<String> all = List.of("expand", "depthwise", "project");
    return block.expands() ? all : all.subList(1, all.size());
  }

  private static LayerNames timm() {
    LayerNames.Builder names = LayerNames.of(NameScheme.TIMM).layer("stem", "conv_stem", "bn1");
    forEachBlock(
        block -> {
          String prefix = "blocks.%d.%d.".formatted(block.stage() - 1, block.repeat() - 1);
          if (block.expands()) {
            names.layer(block.vertex() + ".expand", prefix + "conv_pw", prefix + "bn1");
            names.layer(block.vertex() + ".depthwise", prefix + "conv_dw", prefix + "bn2");
            names.layer(block.vertex() + ".project", prefix + "conv_pwl", prefix + "bn3");
          } else {
            names.layer(block.vertex() + ".depthwise", prefix + "conv_dw", prefix + "bn1");
            names.layer(block.vertex() + ".project", prefix + "conv_pw", prefix + "bn2");
          }
        });
    return names.layer("head", "conv_head", "bn2").layer("classifier", "classifier").build();
  }
}
