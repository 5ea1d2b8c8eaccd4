package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/** DenseNet-BC, arXiv:1608.06993: growth rate 32, bottlenecks of 4 k, compression 0.5. */
public final class DenseNet implements Architecture {

  private static final int GROWTH_RATE = 32;

  private final int layers;
  private final List<Integer> blocks;

  /** A column of Table 1: layers with weights, and layers of each dense block. */
  private DenseNet(int layers, Integer... blocks) {
    this.layers = layers;
    this.blocks = List.of(blocks);
  }

  static List<Architecture> all() {
    return List.of(
        new DenseNet(121, 6, 12, 24, 16),
        new DenseNet(169, 6, 12, 32, 32),
        new DenseNet(201, 6, 12, 48, 32));
  }

  @Override
  public ModelInfo info() {
    String name = "densenet" + layers;
    return ModelInfo.imageNet(name, "arXiv:1608.06993", 29, ModelOption.PADDING);
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    double eps = eps(net);
    Conv stem = Conv.to(2 * GROWTH_RATE).kernel(7).stride(2).padding(3).batchNorm(eps).relu();
    Vertex x = net.conv("conv1", net.image(), stem);
    x = net.maxPool("pool1", x, Window.of(3).stride(2).padding(1));
    for (int block = 1; block <= blocks.size(); block++) {
      for (int i = 1; i <= blocks.get(block - 1); i++) {
        x = denseLayer(net, "block%d.layer%d".formatted(block, i), x);
      }
      if (block < blocks.size()) {
        x = transition(net, "transition" + block, x);
      }
    }
    return net.bnRelu("norm5", x, eps);
  }

  /** Keras's epsilon goes with its padding style: together they make its weights exact. */
  private static double eps(Net net) {
    return net.padding() == PaddingStyle.TF ? 1.001e-5 : Conv.EPS;
  }

  /** Section 3, bottleneck layer: BN-ReLU-conv 1x1, BN-ReLU-conv 3x3, and the input before it. */
  private static Vertex denseLayer(Net net, String name, Vertex x) {
    double eps = eps(net);
    Vertex y = net.bnRelu(name + ".norm", x, eps);
    y = net.conv(name + ".bottleneck", y, Conv.to(4 * GROWTH_RATE).batchNorm(eps).relu());
    y = net.conv(name + ".conv", y, Conv.to(GROWTH_RATE).kernel(3));
    return net.concat(name, List.of(x, y));
  }

  private static Vertex transition(Net net, String name, Vertex x) {
    Vertex y = net.bnRelu(name + ".norm", x, eps(net));
    y = net.conv(name + ".conv", y, Conv.to(x.channels() / 2));
    return net.avgPool(name + ".pool", y, Window.of(2));
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.globalAvgPool("pool5", features);
    net.classifier(net.dropout("dropout", x, options.dropoutOr(0)), options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return DenseNetNames.all(blocks);
  }
}
