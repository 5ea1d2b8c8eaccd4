package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/**
 * AlexNet in one column, arXiv:1404.5997 ("One weird trick"), as torchvision has it: no response
 * normalisation and no groups.
 */
public final class AlexNet implements Architecture {

  private static final double DROPOUT = 0.5;

  @Override
  public ModelInfo info() {
    return ModelInfo.imageNet("alexnet", "arXiv:1404.5997", 63);
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    Window pool = Window.of(3).stride(2);
    Vertex x =
        net.conv("conv1", net.image(), Conv.to(64).kernel(11).stride(4).padding(2).biased().relu());
    x = net.maxPool("pool1", x, pool);
    x = net.conv("conv2", x, Conv.to(192).kernel(5).biased().relu());
    x = net.maxPool("pool2", x, pool);
    x = net.conv("conv3", x, Conv.to(384).kernel(3).biased().relu());
    x = net.conv("conv4", x, Conv.to(256).kernel(3).biased().relu());
    x = net.conv("conv5", x, Conv.to(256).kernel(3).biased().relu());
    return net.maxPool("pool5", x, pool);
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.adaptiveAvgPool("avgpool", features, 6);
    x = net.dropout("dropout6", x, options.dropoutOr(DROPOUT));
    x = net.denseRelu("fc6", x, 4096);
    x = net.dropout("dropout7", x, options.dropoutOr(DROPOUT));
    x = net.denseRelu("fc7", x, 4096);
    net.classifier(x, options.classes());
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return List.of(
        LayerNames.of(NameScheme.TORCHVISION)
            .layer("conv1", "features.0")
            .layer("conv2", "features.3")
            .layer("conv3", "features.6")
            .layer("conv4", "features.8")
            .layer("conv5", "features.10")
            .layer("fc6", "classifier.1")
            .layer("fc7", "classifier.4")
            .layer("classifier", "classifier.6")
            .build());
  }
}
