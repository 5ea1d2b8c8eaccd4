package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers;

/** What published weights of MobileNetV2 call its layers, and what width these have. */
final class MobileNetV2Names {

  /** The largest multiplier that is looked for, in percent. */
  private static final int WIDEST = 400;

  /**
   * A bottleneck.
   *
   * @param vertex ours
   * @param stage row of Table 2, from 1
   * @param repeat place in its stage, from 1
   * @param number place in the network, from 0
   * @param row the row
   */
  private record Block(String vertex, int stage, int repeat, int number, MobileNetV2.Row row) {

    /** Whether its first convolution is one that expands. */
    boolean expands() {
      return row.t() > 1;
    }

    /** The convolutions, as we and Keras call them. */
    List<String> parts() {
      List<String> all = List.of("expand", "depthwise", "project");
      return expands() ? all : all.subList(1, all.size());
    }
  }

  private static final List<Block> BLOCKS = blocks();

  private MobileNetV2Names() {}

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int stage = 1; stage <= MobileNetV2.TABLE_2.size(); stage++) {
      MobileNetV2.Row row = MobileNetV2.TABLE_2.get(stage - 1);
      for (int i = 1; i <= row.n(); i++) {
        String vertex = "stage%d.block%d".formatted(stage, i);
        blocks.add(new Block(vertex, stage, i, blocks.size(), row));
      }
    }
    return List.copyOf(blocks);
  }

  /**
   * The width multiplier of a file's layers. Many round to the same widths: of these it is the
   * whole number, else the multiple of 0.05, else the multiple of 0.01.
   *
   * @return null for 1, or if none gives the file's widths
   */
  static Double alpha(StoredLayers file) {
    return IntStream.of(100, 5, 1)
        .flatMap(step -> IntStream.rangeClosed(1, WIDEST / step).map(i -> i * step))
        .mapToObj(percent -> new WidthMultiplier(percent / 100.0))
        .filter(width -> gives(width, file))
        .map(WidthMultiplier::alpha)
        .findFirst()
        .filter(alpha -> alpha != 1)
        .orElse(null);
  }

  /** Whether it gives the widths of all layers that the file has. */
  private static boolean gives(WidthMultiplier width, StoredLayers file) {
    return BLOCKS.stream().allMatch(b -> fits(file, b.vertex() + ".project", width.of(b.row().c())))
        && fits(file, "stem", width.of(MobileNetV2.STEM))
        && fits(file, "head", width.head());
  }

  private static boolean fits(StoredLayers file, String vertex, int channels) {
    return file.ofVertex(vertex).map(sizes -> sizes.outputs() == channels).orElse(true);
  }

  static List<LayerNames> all() {
    return List.of(torchvision(), keras(), keras2018(), timm());
  }

  private static LayerNames torchvision() {
    LayerNames.Builder names =
        LayerNames.of(NameScheme.TORCHVISION).layer("stem", "features.0.0", "features.0.1");
    for (Block block : BLOCKS) {
      String conv = "features.%d.conv.".formatted(block.number() + 1);
      int next = 0;
      if (block.expands()) {
        names.layer(block.vertex() + ".expand", conv + "0.0", conv + "0.1");
        next = 1;
      }
      names.layer(block.vertex() + ".depthwise", conv + next + ".0", conv + next + ".1");
      names.layer(block.vertex() + ".project", conv + (next + 1), conv + (next + 2));
    }
    return names
        .layer("head", "features.18.0", "features.18.1")
        .layer("classifier", "classifier.1")
        .build();
  }

  /** As Keras's code has them. */
  private static LayerNames keras() {
    LayerNames.Builder names = LayerNames.of(NameScheme.KERAS).layer("stem", "Conv1", "bn_Conv1");
    for (Block block : BLOCKS) {
      String prefix = block.expands() ? "block_%d_".formatted(block.number()) : "expanded_conv_";
      for (String part : block.parts()) {
        String name = prefix + part;
        names.layer(block.vertex() + "." + part, name, name + "_BN");
      }
    }
    return names.layer("head", "Conv_1", "Conv_1_bn").layer("classifier", "predictions").build();
  }

  /** As the published files have them, which are older than the code. */
  private static LayerNames keras2018() {
    LayerNames.Builder names = LayerNames.of(NameScheme.KERAS).layer("stem", "Conv1", "bn_Conv1");
    for (Block block : BLOCKS) {
      int n = block.number();
      for (String part : block.parts()) {
        names.layer(
            block.vertex() + "." + part,
            "mobl%d_conv_%d_%s".formatted(n, n, part),
            "bn%d_conv_%d_bn_%s".formatted(n, n, part));
      }
    }
    return names.layer("head", "Conv_1", "Conv_1_bn").layer("classifier", "Logits").build();
  }

  private static LayerNames timm() {
    LayerNames.Builder names = LayerNames.of(NameScheme.TIMM).layer("stem", "conv_stem", "bn1");
    for (Block block : BLOCKS) {
      String prefix = "blocks.%d.%d.".formatted(block.stage() - 1, block.repeat() - 1);
      if (block.expands()) {
        names.layer(block.vertex() + ".expand", prefix + "conv_pw", prefix + "bn1");
        names.layer(block.vertex() + ".depthwise", prefix + "conv_dw", prefix + "bn2");
        names.layer(block.vertex() + ".project", prefix + "conv_pwl", prefix + "bn3");
      } else {
        names.layer(block.vertex() + ".depthwise", prefix + "conv_dw", prefix + "bn1");
        names.layer(block.vertex() + ".project", prefix + "conv_pw", prefix + "bn2");
      }
    }
    return names.layer("head", "conv_head", "bn2").layer("classifier", "classifier").build();
  }
}
