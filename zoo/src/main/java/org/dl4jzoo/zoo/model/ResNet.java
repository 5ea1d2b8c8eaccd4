package org.dl4jzoo.zoo.model;

import java.util.List;

/** ResNet with basic blocks, arXiv:1512.03385, the stride on a block's first convolution. */
public final class ResNet implements Architecture {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  static final List<ResNet> TABLE_1 =
      List.of(new ResNet(18, 2, 2, 2, 2), new ResNet(34, 3, 4, 6, 3));

  private final int layers;
  private final List<Integer> blocks;

  /** A row of Table 1: layers with weights, and blocks of conv2_x to conv5_x. */
  private ResNet(int layers, Integer... blocks) {
    this.layers = layers;
    this.blocks = List.of(blocks);
  }

  @Override
  public ModelInfo info() {
    return ModelInfo.imageNet("resnet" + layers, "arXiv:1512.03385", 1, ModelOption.BLOCKS);
  }

  @Override
  public Vertex features(Net net) {
    Vertex x = net.conv("conv1", net.image(), Conv.to(64).kernel(7).stride(2).batchNorm().relu());
    x = net.maxPool("pool1", x, Window.of(3).stride(2).padding(1));
    List<Integer> depths = depths(net.options());
    for (int stage = 0; stage < WIDTHS.size(); stage++) {
      for (int i = 1; i <= depths.get(stage); i++) {
        int stride = stage > 0 && i == 1 ? 2 : 1;
        x = basicBlock(net, "conv%d.block%d".formatted(stage + 2, i), x, WIDTHS.get(stage), stride);
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
    return depths;
  }

  /** Figure 5, left; a projection (option B) where the shape changes. */
  private static Vertex basicBlock(Net net, String name, Vertex x, int width, int stride) {
    Conv threeByThree = Conv.to(width).kernel(3).batchNorm();
    Vertex y = net.conv(name + ".conv1", x, threeByThree.stride(stride).relu());
    y = net.conv(name + ".conv2", y, threeByThree);
    boolean sameShape = stride == 1 && x.channels() == width;
    Vertex shortcut =
        sameShape ? x : net.conv(name + ".shortcut", x, Conv.to(width).stride(stride).batchNorm());
    return net.addRelu(name, y, shortcut);
  }

  @Override
  public void top(Net net, Vertex features) {
    Vertex x = net.globalAvgPool("pool5", features);
    net.classifier(net.dropout("dropout", x, 0));
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return List.of(ResNetNames.torchvision(depths(options)));
  }

  /** Another row's blocks aren't an option: such a file has weights of another network. */
  @Override
  public ModelOptions infer(StoredLayers file) {
    List<Integer> found = ResNetNames.blocks(file, WIDTHS.size());
    boolean own = !found.contains(0) && TABLE_1.stream().noneMatch(r -> r.blocks.equals(found));
    return Architecture.super.infer(file).withBlocks(own ? found : null);
  }
}
