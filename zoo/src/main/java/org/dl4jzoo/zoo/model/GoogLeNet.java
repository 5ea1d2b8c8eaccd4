package org.dl4jzoo.zoo.model;

import java.util.List;

/**
 * GoogLeNet, arXiv:1409.4842: as in the paper and BVLC's Caffe model (5x5 branch, biases, response
 * normalisation), or as in torchvision (batch normalisation, 3x3 in place of the 5x5 branch, a 2x2
 * window in the last pooling).
 */
public final class GoogLeNet implements Architecture {

  /** An inception row of Table 1, with its column names. */
  record Row(
      String name, int c1x1, int reduce3x3, int c3x3, int reduce5x5, int c5x5, int poolProj) {}

  static final List<Row> TABLE_1 =
      List.of(
          new Row("3a", 64, 96, 128, 16, 32, 32),
          new Row("3b", 128, 128, 192, 32, 96, 64),
          new Row("4a", 192, 96, 208, 16, 48, 64),
          new Row("4b", 160, 112, 224, 24, 64, 64),
          new Row("4c", 128, 128, 256, 24, 64, 64),
          new Row("4d", 112, 144, 288, 32, 64, 64),
          new Row("4e", 256, 160, 320, 32, 128, 128),
          new Row("5a", 256, 160, 320, 32, 128, 128),
          new Row("5b", 384, 192, 384, 48, 128, 128));

  private static final Window HALVE = Window.of(3).stride(2).ceil();

  private final boolean batchNorm;

  GoogLeNet(boolean batchNorm) {
    this.batchNorm = batchNorm;
  }

  @Override
  public ModelInfo info() {
    String name = batchNorm ? "googlenet-bn" : "googlenet";
    return ModelInfo.imageNet(
        name, "arXiv:1409.4842", batchNorm ? 15 : 31, ModelOption.AUXILIARY_HEADS);
  }

  @Override
  public Vertex features(Net net) {
    Vertex x = net.conv("conv1", net.image(), conv(64).kernel(7).stride(2));
    x = responseNorm(net, "norm1", net.maxPool("pool1", x, HALVE));
    x = net.conv("conv2.reduce", x, conv(64));
    x = responseNorm(net, "norm2", net.conv("conv2", x, conv(192).kernel(3)));
    x = net.maxPool("pool2", x, HALVE);
    for (Row row : TABLE_1) {
      x = inception(net, x, row);
      switch (row.name()) {
        case "3b" -> x = net.maxPool("pool3", x, HALVE);
        case "4a" -> auxiliaryHead(net, "aux1", x);
        case "4d" -> auxiliaryHead(net, "aux2", x);
        case "4e" -> x = net.maxPool("pool4", x, batchNorm ? Window.of(2).ceil() : HALVE);
        default -> {}
      }
    }
    return x;
  }

  private Conv conv(int out) {
    return batchNorm ? Conv.to(out).batchNorm(1e-3).relu() : Conv.to(out).biased().relu();
  }

  private Vertex responseNorm(Net net, String name, Vertex x) {
    return batchNorm ? x : net.responseNorm(name, x, 5, 1, 1e-4, 0.75);
  }

  /** Figure 2b. */
  private Vertex inception(Net net, Vertex x, Row row) {
    String name = "inception" + row.name();
    Vertex first = net.conv(name + ".branch1", x, conv(row.c1x1()));
    Vertex second = net.conv(name + ".branch2.reduce", x, conv(row.reduce3x3()));
    second = net.conv(name + ".branch2", second, conv(row.c3x3()).kernel(3));
    Vertex third = net.conv(name + ".branch3.reduce", x, conv(row.reduce5x5()));
    third = net.conv(name + ".branch3", third, conv(row.c5x5()).kernel(batchNorm ? 3 : 5));
    Vertex fourth = net.maxPool(name + ".branch4.pool", x, Window.of(3).stride(1).padding(1));
    fourth = net.conv(name + ".branch4", fourth, conv(row.poolProj()));
    return net.concat(name, List.of(first, second, third, fourth));
  }

  /** Section 5: its loss counts 0.3 while training. */
  private void auxiliaryHead(Net net, String name, Vertex x) {
    if (!net.options().auxiliaryHeads()) {
      return;
    }
    Vertex y = net.adaptiveAvgPool(name + ".pool", x, 4);
    y = net.conv(name + ".conv", y, conv(128));
    y = net.denseRelu(name + ".fc", y, 1024);
    net.sideClassifier(name, net.dropout(name + ".dropout", y, 0.7), 0.3);
  }

  @Override
  public void top(Net net, Vertex features) {
    Vertex x = net.globalAvgPool("pool5", features);
    net.classifier(net.dropout("dropout", x, batchNorm ? 0.2 : 0.4));
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return List.of(batchNorm ? GoogLeNetNames.torchvision() : GoogLeNetNames.caffe());
  }
}
