package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.Vertex;

/** MobileNetV2, arXiv:1801.04381: inverted residuals with linear bottlenecks. */
public final class MobileNetV2 implements Architecture {

  /** A bottleneck row of Table 2: expansion t, channels c, repeats n, stride s of the first. */
  record Row(int t, int c, int n, int s) {}

  /** Channels of the first convolution. */
  static final int STEM = 32;

  static final List<Row> TABLE_2 =
      List.of(
          new Row(1, 16, 1, 1),
          new Row(6, 24, 2, 2),
          new Row(6, 32, 3, 2),
          new Row(6, 64, 4, 2),
          new Row(6, 96, 3, 1),
          new Row(6, 160, 3, 2),
          new Row(6, 320, 1, 1));

  @Override
  public ModelInfo info() {
    return ModelInfo.imageNet(
        "mobilenetv2", "arXiv:1801.04381", 1, ModelOption.ALPHA, ModelOption.PADDING);
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    WidthMultiplier width = WidthMultiplier.of(options);
    Conv stem = relu6(net, Conv.to(width.of(STEM))).kernel(3).stride(2);
    Vertex x = net.conv("stem", net.image(), stem);
    for (int stage = 1; stage <= TABLE_2.size(); stage++) {
      Row row = TABLE_2.get(stage - 1);
      for (int i = 1; i <= row.n(); i++) {
        String name = "stage%d.block%d".formatted(stage, i);
        x = bottleneck(net, name, x, row.t(), width.of(row.c()), i == 1 ? row.s() : 1);
      }
    }
    return net.conv("head", x, relu6(net, Conv.to(width.head())));
  }

  /** Table 1: expand, filter each channel, project with no activation; add where shapes agree. */
  private static Vertex bottleneck(Net net, String name, Vertex x, int t, int c, int s) {
    Vertex y = t == 1 ? x : net.conv(name + ".expand", x, relu6(net, Conv.to(t * x.channels())));
    y = net.conv(name + ".depthwise", y, relu6(net, Conv.eachChannel()).kernel(3).stride(s));
    y = net.conv(name + ".project", y, Conv.to(c).batchNorm(eps(net)));
    return s == 1 && x.channels() == c ? net.add(name, x, y) : y;
  }

  private static Conv relu6(Net net, Conv conv) {
    return conv.batchNorm(eps(net)).relu6();
  }

  /** Keras's epsilon goes with its padding: together they make its weights exact. */
  private static double eps(Net net) {
    return net.padding() == PaddingStyle.TF ? 1e-3 : Conv.EPS;
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.globalAvgPool("pool", features);
    net.classifier(net.dropout("dropout", x, options.dropoutOr(0.2)), options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return MobileNetV2Names.all();
  }

  @Override
  public ModelOptions infer(StoredLayers file) {
    return Architecture.super.infer(file).withAlpha(MobileNetV2Names.alpha(file));
  }
}
