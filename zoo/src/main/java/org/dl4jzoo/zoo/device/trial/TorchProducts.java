package org.dl4jzoo.zoo.device.trial;

import org.dl4jzoo.zoo.device.Products;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** PyTorch's convolutions and fully connected layers. */
final class TorchProducts {

  private final TorchFolder folder;
  private final Twins twins;

  TorchProducts(TorchFolder folder) {
    this.folder = folder;
    this.twins = folder.twins();
  }

  /** Compares all. */
  void run() {
    convolution("conv-1x1-stride2", 2, Insets.NONE, 1);
    convolution("conv-3x3-stride2", 2, Insets.all(1), 1);
    convolution("conv-5x5", 1, Insets.all(2), 1);
    convolution("conv-3x3-stride2-uneven", 2, new Insets(1, 1, 0, 1), 1);
    convolution("conv-groups2", 1, Insets.all(1), 2);
    convolution("conv-depthwise-stride2", 2, Insets.all(1), 6);
    convolution("conv-depthwise-strips", 1, Insets.all(1), 8);
    convolution("conv-depthwise-strips-stride2", 2, Insets.all(1), 8);
    residual("conv-residual-relu6");
    linear("linear");
  }

  private void convolution(String name, int stride, Insets padding, long groups) {
    try (TorchCase torch = folder.open(name)) {
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
      fused(torch, shape, x, w, bias, Twin.NONE, Activation.IDENTITY);
      back(torch, shape, x, w);
    }
  }

  private void back(TorchCase torch, ConvolutionShape shape, Twin x, Twin w) {
    Twin dy = torch.map("dy");
    Twin dx = torch.resultMap("dx");
    torch.compareAdding(
        "dx",
        dx,
        (s, add) ->
            s.device().products().convolveBackData(shape, s.at(w), s.at(dy), s.at(dx), add));
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

  private void residual(String name) {
    try (TorchCase torch = folder.open(name)) {
      FeatureMap in = torch.mapShape("x");
      long out = torch.shape("w").get(0);
      ConvolutionShape shape = new ConvolutionShape(in, out, 3, 1, Insets.all(1), 1);
      Twin weights = torch.array("w");
      Twin w = twins.map(weights.values());
      twins.call(s -> s.device().products().arrange(shape, s.at(weights), s.at(w)));
      Twin bias = torch.array("b");
      Twin term = torch.map("term");
      fused(torch, shape, torch.map("x"), w, bias, term, Activation.RELU6);
    }
  }

  private void fused(
      TorchCase torch,
      ConvolutionShape shape,
      Twin x,
      Twin w,
      Twin bias,
      Twin term,
      Activation activation) {
    Twin y = torch.resultMap("y");
    twins.call(
        s ->
            s.device()
                .products()
                .convolve(shape, s.at(x), s.at(w), s.at(bias), s.at(term), activation, s.at(y)));
    torch.compare("y", y, 1);
  }

  private void linear(String name) {
    try (TorchCase torch = folder.open(name)) {
      int rows = Math.toIntExact(torch.shape("x").get(0));
      int in = Math.toIntExact(torch.shape("x").get(1));
      int out = Math.toIntExact(torch.shape("w").get(0));
      Twin x = torch.map("x");
      Twin w = torch.map("w");
      Twin bias = torch.array("b");
      Twin y = torch.resultMap("y");
      Twin dy = torch.map("dy");
      Twin dx = torch.resultMap("dx");
      Twin dw = torch.result("dw");
      Twin db = torch.result("db");
      twins.call(
          s -> {
            Products products = s.device().products();
            products.multiply(rows, in, out, s.at(x), s.at(w), s.at(y));
            s.device()
                .elementwise()
                .activate(rows, out, s.at(y), s.at(bias), 0, Activation.IDENTITY, s.at(y));
            products.multiplyBackWeights(rows, in, out, s.at(x), s.at(dy), s.at(dw));
            s.device().elementwise().sumRows(rows, out, s.at(dy), s.at(db));
          });
      torch.compare("y", y, 1);
      torch.compareAdding(
          "dx",
          dx,
          (s, add) ->
              s.device()
                  .products()
                  .multiplyBackData(rows, in, out, s.at(w), s.at(dy), s.at(dx), add));
      torch.compare("dw", dw, 1);
      torch.compare("db", db, 1);
    }
  }
}
