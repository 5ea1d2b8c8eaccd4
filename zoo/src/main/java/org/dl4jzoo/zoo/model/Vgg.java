package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/**
 * VGG, arXiv:1409.1556, and its batch-normalised kin of torchvision, whose convolutions keep their
 * biases.
 */
public final class Vgg implements Architecture {

  /** Table 1, columns A, B, D, E: layers with weights, and 3x3 convolutions of each stage. */
  private record Column(int layers, List<Integer> convolutions) {}

  private static final List<Column> TABLE_1 =
      List.of(
          new Column(11, List.of(1, 1, 2, 2, 2)),
          new Column(13, List.of(2, 2, 2, 2, 2)),
          new Column(16, List.of(2, 2, 3, 3, 3)),
          new Column(19, List.of(2, 2, 4, 4, 4)));

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);

  private static final double DROPOUT = 0.5;

  private final Column column;
  private final boolean batchNorm;

  private Vgg(Column column, boolean batchNorm) {
    this.column = column;
    this.batchNorm = batchNorm;
  }

  /** Every column of the table, with or without batch normalisation. */
  static List<Architecture> all(boolean batchNorm) {
    return TABLE_1.stream().<Architecture>map(column -> new Vgg(column, batchNorm)).toList();
  }

  @Override
  public ModelInfo info() {
    String name = "vgg" + column.layers() + (batchNorm ? "-bn" : "");
    return ModelInfo.imageNet(name, "arXiv:1409.1556", 32, ModelOption.PADDING);
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    Vertex x = net.image();
    for (int stage = 1; stage <= WIDTHS.size(); stage++) {
      Conv conv = Conv.to(WIDTHS.get(stage - 1)).kernel(3).biased().relu();
      for (int i = 1; i <= column.convolutions().get(stage - 1); i++) {
        x = net.conv("stage%d.conv%d".formatted(stage, i), x, batchNorm ? conv.batchNorm() : conv);
      }
      x = net.maxPool("stage%d.pool".formatted(stage), x, Window.of(2));
    }
    return x;
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.adaptiveAvgPool("avgpool", features, 7);
    x = net.denseRelu("fc1", x, 4096);
    x = net.dropout("dropout1", x, options.dropoutOr(DROPOUT));
    x = net.denseRelu("fc2", x, 4096);
    x = net.dropout("dropout2", x, options.dropoutOr(DROPOUT));
    net.classifier(x, options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    boolean inKeras = column.layers() >= 16 && !batchNorm;
    return VggNames.all(column.convolutions(), batchNorm, inKeras);
  }
}
