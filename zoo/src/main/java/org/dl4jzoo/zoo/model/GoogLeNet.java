package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/**
 * GoogLeNet, arXiv:1409.4842: as in the paper and Caffe (5x5 branch, biases, response norm), or as
 * in torchvision (batch norm, a 3x3 in place of the 5x5 branch, a 2x2 window in the last pooling).
 */
public final class GoogLeNet implements Architecture {

  private static final Window HALVE = Window.of(3).stride(2).ceil();

  private final boolean batchNorm;

  GoogLeNet(boolean batchNorm) {
    this.batchNorm = batchNorm;
  }

  @Override
  public ModelInfo info() {
    return batchNorm ? info("googlenet-bn", 15) : info("googlenet", 31);
  }

  private static ModelInfo info(String name, int minSize) {
    return ModelInfo.imageNet(name, "arXiv:1409.4842", minSize, ModelOption.AUXILIARY_HEADS);
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    Vertex x = net.conv("conv1", net.image(), conv(64).kernel(7).stride(2));
    x = responseNorm(net, "norm1", net.maxPool("pool1", x, HALVE));
    x = net.conv("conv2.reduce", x, conv(64));
    x = responseNorm(net, "norm2", net.conv("conv2", x, conv(192).kernel(3)));
    x = net.maxPool("pool2", x, HALVE);
    for (Inception module : Inception.TABLE_1) {
      x = module.build(net, x, this);
      switch (module.name()) {
        case "3b" -> x = net.maxPool("pool3", x, HALVE);
        case "4a" -> auxiliaryHead(net, "aux1", x, options);
        case "4d" -> auxiliaryHead(net, "aux2", x, options);
        case "4e" -> x = net.maxPool("pool4", x, batchNorm ? Window.of(2).ceil() : HALVE);
        default -> {}
      }
    }
    return x;
  }

  Conv conv(int out) {
    return batchNorm ? Conv.to(out).batchNorm(1e-3).relu() : Conv.to(out).biased().relu();
  }

  int largeKernel() {
    return batchNorm ? 3 : 5;
  }

  private Vertex responseNorm(Net net, String name, Vertex x) {
    return batchNorm ? x : net.responseNorm(name, x, 5, 1, 1e-4, 0.75);
  }

  /** Section 5: its loss counts 0.3 while training. */
  private void auxiliaryHead(Net net, String name, Vertex x, ModelOptions options) {
    if (options.auxiliaryHeads()) {
      Vertex y = net.adaptiveAvgPool(name + ".pool", x, 4);
      y = net.conv(name + ".conv", y, conv(128));
      y = net.denseRelu(name + ".fc", y, 1024);
      y = net.dropout(name + ".dropout", y, options.dropoutOr(0.7));
      net.sideClassifier(name, y, options.classes(), 0.3);
    }
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.globalAvgPool("pool5", features);
    x = net.dropout("dropout", x, options.dropoutOr(batchNorm ? 0.2 : 0.4));
    net.classifier(x, options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return List.of(batchNorm ? GoogLeNetNames.torchvision() : GoogLeNetNames.caffe());
  }
}
