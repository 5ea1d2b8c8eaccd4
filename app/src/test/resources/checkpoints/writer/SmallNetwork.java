package org.dl4jzoo.zoo.model;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A network of one or two blocks of each family, as narrow as its layers allow. */
public record SmallNetwork(String name, BiFunction<Net, Vertex, Vertex> body)
    implements Architecture {

  private static final ImageShape IMAGE = new ImageShape(33, 34, 3);

  public static List<SmallNetwork> all() {
    return List.of(
        new SmallNetwork("lenet5", SmallNetwork::lenet5),
        new SmallNetwork("alexnet", SmallNetwork::alexnet),
        new SmallNetwork("vgg-bn", SmallNetwork::vggBn),
        new SmallNetwork("googlenet", SmallNetwork::googlenet),
        new SmallNetwork("googlenet-bn", SmallNetwork::googlenetBn),
        new SmallNetwork("resnet", SmallNetwork::resnet),
        new SmallNetwork("densenet", SmallNetwork::densenet),
        new SmallNetwork("mobilenetv2", SmallNetwork::mobilenetv2));
  }

  private static Vertex lenet5(Net net, Vertex image) {
    Conv fiveByFive = Conv.to(6).kernel(5).biased().relu();
    Vertex x = net.maxPool("s2", net.conv("c1", image, fiveByFive.padding(2)), Window.of(2));
    x = net.maxPool("s4", net.conv("c3", x, fiveByFive.padding(0)), Window.of(3));
    return net.denseRelu("f6", net.denseRelu("c5", x, 20), 12);
  }

  private static Vertex alexnet(Net net, Vertex image) {
    Window pool = Window.of(3).stride(2);
    Vertex x = net.conv("conv1", image, Conv.to(8).kernel(11).stride(4).padding(2).biased().relu());
    x = net.conv("conv2", net.maxPool("pool1", x, pool), Conv.to(16).kernel(5).biased().relu());
    x = net.adaptiveAvgPool("avgpool", x, 2);
    x = net.denseRelu("fc6", net.dropout("dropout6", x, 0.5), 16);
    return net.dropout("dropout7", x, 0.5);
  }

  private static Vertex vggBn(Net net, Vertex image) {
    Conv threeByThree = Conv.to(16).kernel(3).biased().batchNorm().relu();
    Vertex x = net.maxPool("pool1", net.conv("conv1", image, threeByThree), Window.of(2).stride(2));
    x = net.maxPool("pool2", net.conv("conv2", x, threeByThree), Window.of(2).stride(2));
    return net.denseRelu("fc6", net.adaptiveAvgPool("avgpool", x, 3), 10);
  }

  private static Vertex googlenet(Net net, Vertex image) {
    Conv stem = Conv.to(16).kernel(7).stride(2).biased().relu();
    Vertex x = net.maxPool("pool1", net.conv("conv1", image, stem), Window.of(3).stride(2).ceil());
    x = net.responseNorm("norm1", x, 5, 1, 1e-4, 0.75);
    Vertex first = net.conv("3a.1x1", x, Conv.to(6).biased().relu());
    Vertex second = net.conv("3a.5x5", x, Conv.to(5).kernel(5).biased().relu());
    Vertex third = net.maxPool("3a.pool", x, Window.of(3).stride(1).padding(1));
    third = net.conv("3a.project", third, Conv.to(4).biased().relu());
    x = net.concat("3a", List.of(first, second, third));
    Vertex side = net.adaptiveAvgPool("aux1.pool", x, 2);
    side = net.denseRelu("aux1.fc", net.conv("aux1.conv", side, Conv.to(6).biased().relu()), 8);
    net.sideClassifier("aux1", net.dropout("aux1.dropout", side, 0.7), 0.3);
    return net.globalAvgPool("pool5", x);
  }

  private static Vertex googlenetBn(Net net, Vertex image) {
    Conv stem = Conv.to(16).kernel(7).stride(2).batchNorm(1e-3).relu();
    Vertex x = net.maxPool("pool1", net.conv("conv1", image, stem), Window.of(3).stride(2).ceil());
    Vertex first = net.conv("3a.1x1", x, Conv.to(16).batchNorm(1e-3).relu());
    Vertex second = net.conv("3a.3x3", x, Conv.to(16).kernel(3).batchNorm(1e-3).relu());
    x = net.maxPool("pool4", net.concat("3a", List.of(first, second)), Window.of(2).ceil());
    return net.globalAvgPool("pool5", x);
  }

  private static Vertex resnet(Net net, Vertex image) {
    Conv stem = Conv.to(16).kernel(7).stride(2).batchNorm().relu();
    Window pool = Window.of(3).stride(2).padding(1);
    Vertex x = net.maxPool("pool1", net.conv("conv1", image, stem), pool);
    Conv threeByThree = Conv.to(16).kernel(3).batchNorm();
    Vertex y = net.conv("conv2.block1.conv1", x, threeByThree.stride(2).relu());
    y = net.conv("conv2.block1.conv2", y, threeByThree);
    Vertex shortcut = net.conv("conv2.block1.shortcut", x, Conv.to(16).stride(2).batchNorm());
    x = net.addRelu("conv2.block1", y, shortcut);
    return net.globalAvgPool("pool5", x);
  }

  private static Vertex densenet(Net net, Vertex image) {
    Conv stem = Conv.to(16).kernel(7).stride(2).padding(3).batchNorm().relu();
    Vertex x = net.conv("conv1", image, stem);
    x = net.maxPool("pool1", x, Window.of(3).stride(2).padding(1));
    for (String layer : List.of("block1.layer1", "block1.layer2")) {
      Vertex y = net.bnRelu(layer + ".norm", x, Conv.EPS);
      y = net.conv(layer + ".bottleneck", y, Conv.to(16).batchNorm().relu());
      x = net.concat(layer, List.of(x, net.conv(layer + ".conv", y, Conv.to(8).kernel(3))));
    }
    x = net.conv("transition1.conv", net.bnRelu("transition1.norm", x, Conv.EPS), Conv.to(20));
    x = net.avgPool("transition1.pool", x, Window.of(2));
    return net.globalAvgPool("pool5", net.bnRelu("norm5", x, Conv.EPS));
  }

  private static Vertex mobilenetv2(Net net, Vertex image) {
    Vertex x = net.conv("stem", image, Conv.to(16).kernel(3).stride(2).batchNorm().relu6());
    for (int block = 1; block <= 2; block++) {
      String name = "stage2.block" + block;
      Vertex y = net.conv(name + ".expand", x, Conv.to(48).batchNorm().relu6());
      Conv each = Conv.eachChannel().kernel(3).stride(block == 1 ? 2 : 1).batchNorm().relu6();
      y = net.conv(name + ".depthwise", y, each);
      y = net.conv(name + ".project", y, Conv.to(24).batchNorm());
      x = block == 1 ? y : net.add(name, x, y);
    }
    return net.globalAvgPool("pool", net.conv("head", x, Conv.to(32).batchNorm().relu6()));
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(name, "none", IMAGE, 1, Set.of(ModelOption.AUXILIARY_HEADS));
  }

  @Override
  public Vertex features(Net net) {
    return body.apply(net, net.image());
  }

  @Override
  public void top(Net net, Vertex features) {
    net.classifier(features);
  }
}
