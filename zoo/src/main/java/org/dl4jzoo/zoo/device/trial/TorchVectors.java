package org.dl4jzoo.zoo.device.trial;

import java.nio.file.Path;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/**
 * Small layers on two devices against what PyTorch computed for the same inputs, in files that
 * scripts/make_kernel_fixtures.py wrote.
 */
final class TorchVectors {

  private static final double NORM_EPS = 1e-3;

  /** Inputs are rounded to narrow maps, and errors add up in gradients: so many steps of a type. */
  private static final int ROUNDINGS = 2;

  private final Twins twins;
  private final Path folder;
  private final double bound;

  /**
   * Vectors of a folder.
   *
   * @param bound largest difference from PyTorch's, by the largest value of a result
   */
  TorchVectors(Twins twins, double bound, Path folder) {
    this.twins = twins;
    this.folder = folder;
    this.bound = Math.max(bound, ROUNDINGS * Twins.step(twins.maps()));
  }

  /** Compares all. */
  void run() {
    convolution("conv-1x1-stride2", 2, Insets.NONE, 1);
    convolution("conv-3x3-stride2", 2, Insets.all(1), 1);
    convolution("conv-5x5", 1, Insets.all(2), 1);
    convolution("conv-3x3-stride2-uneven", 2, new Insets(1, 1, 0, 1), 1);
    convolution("conv-groups2", 1, Insets.all(1), 2);
    convolution("conv-depthwise-stride2", 2, Insets.all(1), 6);
    norm("norm-identity", Activation.IDENTITY);
    norm("norm-relu", Activation.RELU);
    norm("norm-relu6", Activation.RELU6);
    pooling("max-pool-ceil-even", true, 3, new Insets(0, 1, 0, 1));
    pooling("max-pool-ceil-odd", true, 3, Insets.NONE);
    pooling("max-pool-padded", true, 3, Insets.all(1));
    pooling("avg-pool", false, 2, Insets.NONE);
    means("adaptive-pool-down");
    means("adaptive-pool-up");
    responseNorm("response-norm");
  }

  private void convolution(String name, int stride, Insets padding, long groups) {
    try (TorchCase torch = new TorchCase(folder, name, twins, bound)) {
      Twin weights = torch.array("w");
      int kernelSize = Math.toIntExact(torch.shape("w").get(2));
      FeatureMap in = torch.mapShape("x");
      long out = torch.shape("w").get(0);
      ConvolutionShape shape = new ConvolutionShape(in, out, kernelSize, stride, padding, groups);
      Twin w = twins.map(weights.values());
      Twin bias = torch.array("b");
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      long rows = y.values() / out;
      twins.call(
          s -> {
            Products products = s.device().products();
            products.arrange(shape, s.at(weights), s.at(w));
            products.convolve(shape, s.at(x), s.at(w), s.at(y));
            s.device()
                .elementwise()
                .activate(rows, (int) out, s.at(y), s.at(bias), 0, Activation.IDENTITY, s.at(y));
          });
      torch.compare("y", y, 1);
      back(torch, shape, x, w);
    }
  }

  private void back(TorchCase torch, ConvolutionShape shape, Twin x, Twin w) {
    Twin dy = torch.map("dy");
    Twin dx = torch.resultMap("dx");
    for (int count = 1; count <= 2; count++) {
      boolean add = count == 2;
      twins.call(
          s -> s.device().products().convolveBackData(shape, s.at(w), s.at(dy), s.at(dx), add));
      torch.compare("dx", dx, count);
    }
    Twin arranged = torch.result("dw");
    Twin dw = torch.result("dw");
    Twin db = torch.result("db");
    long rows = dy.values() / shape.out();
    twins.call(
        s -> {
          Products products = s.device().products();
          products.convolveBackWeights(shape, s.at(x), s.at(dy), s.at(arranged));
          products.restore(shape, s.at(arranged), s.at(dw));
          s.device().elementwise().sumRows(rows, (int) shape.out(), s.at(dy), s.at(db));
        });
    torch.compare("dw", dw, 1);
    torch.compare("db", db, 1);
  }

  private void norm(String name, Activation activation) {
    try (TorchCase torch = new TorchCase(folder, name, twins, bound)) {
      FeatureMap shape = torch.mapShape("x");
      Twin x = torch.map("x");
      Twin dy = torch.map("dy");
      Twin gamma = torch.array("gamma");
      Twin beta = torch.array("beta");
      Twin mean = torch.result("mean");
      Twin variance = torch.result("variance");
      Twin y = torch.resultMap("y");
      Twin dx = torch.resultMap("dx");
      Twin dgamma = torch.result("dgamma");
      Twin dbeta = torch.result("dbeta");
      double share = (double) shape.channels() / x.values();
      twins.call(
          s -> {
            Norms norms = s.device().norms();
            Norms.Parameters all =
                new Norms.Parameters(s.at(gamma), s.at(beta), s.at(mean), s.at(variance), NORM_EPS);
            norms.statistics(shape, s.at(x), all);
            norms.normalize(shape, s.at(x), all, activation, s.at(y));
            norms.parameterGradients(
                shape, s.at(x), s.at(y), s.at(dy), all, activation, s.at(dgamma), s.at(dbeta));
            norms.normalizeBack(
                shape,
                s.at(x),
                s.at(y),
                s.at(dy),
                all,
                activation,
                share,
                s.at(dgamma),
                s.at(dbeta),
                s.at(dx),
                false);
          });
      torch.compare("mean", mean, 1);
      torch.compare("variance", variance, 1);
      torch.compare("y", y, 1);
      torch.compare("dgamma", dgamma, 1);
      torch.compare("dbeta", dbeta, 1);
      torch.compare("dx", dx, 1);
    }
  }

  /** Where narrow maps make values equal, the gradient of a maximum may go to another of them. */
  private void pooling(String name, boolean max, int window, Insets padding) {
    try (TorchCase torch = new TorchCase(folder, name, twins, bound)) {
      PoolingShape shape = new PoolingShape(torch.mapShape("x"), max, window, window, 2, padding);
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin marks = twins.array(y.values());
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(s -> s.device().pools().pool(shape, s.at(x), s.at(y), max ? s.at(marks) : 0));
      torch.compare("y", y, 1);
      if (max && twins.maps().isNarrow()) {
        return;
      }
      for (int count = 1; count <= 2; count++) {
        boolean add = count == 2;
        twins.call(
            s ->
                s.device().pools().poolBack(shape, max ? s.at(marks) : 0, s.at(dy), s.at(dx), add));
        torch.compare("dx", dx, count);
      }
    }
  }

  private void means(String name) {
    try (TorchCase torch = new TorchCase(folder, name, twins, bound)) {
      FeatureMap in = torch.mapShape("x");
      FeatureMap out = torch.mapShape("y");
      Bins bins =
          new Bins((int) in.height(), (int) in.width(), (int) out.height(), (int) out.width());
      int batch = (int) in.batch();
      int channels = (int) in.channels();
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(
          s -> {
            s.device().pools().means(bins, batch, channels, s.at(x), s.at(y));
            s.device().pools().meansBack(bins, batch, channels, s.at(dy), s.at(dx), false);
          });
      torch.compare("y", y, 1);
      torch.compare("dx", dx, 1);
    }
  }

  private void responseNorm(String name) {
    try (TorchCase torch = new TorchCase(folder, name, twins, bound)) {
      FeatureMap map = torch.mapShape("x");
      Norms.Response response = new Norms.Response(5, 2, 0.5, 0.75);
      Twin x = torch.map("x");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      twins.call(
          s -> {
            s.device().norms().respond(map, response, s.at(x), s.at(y));
            s.device().norms().respondBack(map, response, s.at(x), s.at(dy), s.at(dx), false);
          });
      torch.compare("y", y, 1);
      torch.compare("dx", dx, 1);
    }
  }
}
