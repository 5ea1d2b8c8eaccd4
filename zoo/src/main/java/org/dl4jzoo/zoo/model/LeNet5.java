package org.dl4jzoo.zoo.model;

import java.util.List;
import java.util.Set;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.Conv;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;
import org.dl4jzoo.zoo.net.Window;

/**
 * LeNet-5, LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition", figure 2,
 * with ReLU and max pooling in place of the sigmoids and trainable means, and every map of S2
 * connected to every map of C3.
 */
public final class LeNet5 implements Architecture {

  /** Figure 2 takes 32x32; smaller digits are padded, so that 28x28 gives the same maps. */
  private static final int PAPER_SIZE = 32;

  private static final int S4_MAPS = 16;

  @Override
  public ModelInfo info() {
    return new ModelInfo("lenet5", "LeCun 1998", new ImageShape(28, 28, 1), 12, Set.of());
  }

  @Override
  public Vertex features(Net net, ModelOptions options) {
    ImageShape image = net.image().shape();
    int padding = Math.min(image.height(), image.width()) < PAPER_SIZE ? 2 : 0;
    Vertex x = net.conv("c1", net.image(), fiveByFive(6).padding(padding));
    x = net.maxPool("s2", x, Window.of(2));
    x = net.conv("c3", x, fiveByFive(S4_MAPS).padding(0));
    return net.maxPool("s4", x, Window.of(2));
  }

  private static Conv fiveByFive(int channels) {
    return Conv.to(channels).kernel(5).biased().relu();
  }

  @Override
  public void top(Net net, Vertex features, ModelOptions options) {
    Vertex x = net.denseRelu("c5", features, 120);
    x = net.denseRelu("f6", x, 84);
    net.classifier(net.dropout("dropout", x, options.dropoutOr(0)), options.classes());
  }

  /** C5 takes the flattened maps of S4, whose side tells the size of the image. */
  @Override
  public ModelOptions infer(StoredLayers file) {
    ModelOptions options = Architecture.super.infer(file);
    int inputs = file.ofVertex("c5").map(StoredLayers.Sizes::inputs).orElse(0);
    int side = (int) Math.sqrt(inputs / (double) S4_MAPS);
    boolean square = side > 0 && S4_MAPS * side * side == inputs;
    int size = imageSize(side);
    return square
        ? options.withImage(new ImageShape(size, size, options.image().channels()))
        : options;
  }

  /** The smallest image whose maps of S4 have this side. */
  private static int imageSize(int side) {
    int padded = 4 * side + 8;
    return padded < PAPER_SIZE ? padded : padded + 4;
  }

  @Override
  public List<LayerNames> names(ModelOptions options) {
    return List.of(
        LayerNames.of(NameScheme.TORCHVISION)
            .layer("c1", "body.conv1")
            .layer("c3", "body.conv2")
            .layer("c5", "head.fc1")
            .layer("f6", "head.fc2")
            .layer("classifier", "head.fc3")
            .build());
  }
}
