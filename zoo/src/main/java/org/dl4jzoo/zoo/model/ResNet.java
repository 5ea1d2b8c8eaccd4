package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/** ResNet, arXiv:1512.03385, and the networks that changed its bottleneck. */
public final class ResNet implements Architecture {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  /** Those of a stage of the paper's deepest network, which has 1202 layers. */
  private static final int MOST_BLOCKS = 200;

  static final List<ResNet> TABLE =
      List.of(
          new ResNet("resnet18", "arXiv:1512.03385", new BasicBlock(), 2, 2, 2, 2),
          new ResNet("resnet34", "arXiv:1512.03385", new BasicBlock(), 3, 4, 6, 3),
          new ResNet("resnet50", "arXiv:1512.03385", new Bottleneck(1, 1), 3, 4, 6, 3),
          new ResNet("resnet101", "arXiv:1512.03385", new Bottleneck(1, 1), 3, 4, 23, 3),
          new ResNet("resnet152", "arXiv:1512.03385", new Bottleneck(1, 1), 3, 8, 36, 3),
          new ResNet("wide-resnet50-2", "arXiv:1605.07146", new Bottleneck(2, 1), 3, 4, 6, 3),
          new ResNet("resnext50-32x4d", "arXiv:1611.05431", new Bottleneck(2, 32), 3, 4, 6, 3));

  private final ModelInfo info;
  private final ResidualBlock block;
  private final List<Integer> blocks;

  /** A row of the papers' tables: the block, and how many of it conv2_x to conv5_x have. */
  private ResNet(String name, String paper, ResidualBlock block, Integer... blocks) {
    this.info = ModelInfo.imageNet(name, paper, 1, block.options());
    this.block = block;
    this.blocks = List.of(blocks);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    Conv sevenBySeven = Conv.to(64).kernel(7).stride(2).padding(3);
    Vertex x = net.conv("conv1", net.image(), ResidualBlock.normalized(net, sevenBySeven).relu());
    x = net.maxPool("pool1", x, Window.of(3).stride(2).padding(1));
    List<Integer> depths = depths(options);
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int i = 1; i <= depths.get(stage); i++) {
        int stride = stage > 0 && i == 1 ? 2 : 1;
        x = block.add(net, "conv%d.block%d".formatted(stage + 2, i), x, WIDTHS.get(stage), stride);
      }
    }
    return x;
  }

  private List<Integer> depths(ModelOptions options) {
    List<Integer> depths = options.blocks() == null ? blocks : options.blocks();
    if (depths.size() != WIDTHS.size() || depths.stream().anyMatch(count -> count < 1)) {
      throw new InvalidModelException(
          "blocks must be four numbers of at least 1, as 2,2,2,2; got " + depths);
    }
    if (depths.stream().anyMatch(count -> count > MOST_BLOCKS)) {
      throw new InvalidModelException(
          "blocks must be at most %d a stage; got %s".formatted(MOST_BLOCKS, depths));
    }
    return depths;
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.globalAvgPool("pool5", features);
    net.classifier(net.dropout("dropout", x, options.dropoutOr(0)), options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return ResNetNames.all(block, depths(options));
  }

  /** As many blocks as another row has aren't an option: such a file is of that network. */
  @Override
  public ModelOptions infer(StoredLayers file) {
    List<Integer> found = ResNetNames.blocks(file, WIDTHS.size());
    boolean row = TABLE.stream().anyMatch(r -> r.block.equals(block) && r.blocks.equals(found));
    return Architecture.super.infer(file).withBlocks(row || found.contains(0) ? null : found);
  }
}
