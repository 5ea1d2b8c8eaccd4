package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/** Products with a record of the calls. */
record RecordingProducts(Products products, DeviceRecord kept) implements Products {

  @Override
  public boolean arranges(ConvolutionShape shape) {
    return products.arranges(shape);
  }

  @Override
  public void arrange(ConvolutionShape shape, long weights, long arranged) {
    kept.call("arrange", shape, weights, arranged);
    kept.readsFloats(weights, shape.weightCount());
    kept.writesMap(arranged, shape.weightCount());
    products.arrange(shape, weights, arranged);
  }

  @Override
  public void restore(ConvolutionShape shape, long arranged, long weights) {
    kept.call("restore", shape, arranged, weights);
    kept.readsFloats(arranged, shape.weightCount());
    kept.writesFloats(weights, shape.weightCount());
    products.restore(shape, arranged, weights);
  }

  @Override
  public void convolve(ConvolutionShape shape, long x, long arranged, long y) {
    kept.call("convolve", shape, x, arranged, y);
    kept.readsMap(x, shape.in().length());
    kept.readsMap(arranged, shape.weightCount());
    kept.writesMap(y, shape.output().length());
    products.convolve(shape, x, arranged, y);
  }

  @Override
  public void convolve(
      ConvolutionShape shape,
      long x,
      long arranged,
      long bias,
      long term,
      Activation activation,
      long y) {
    kept.call("convolve", shape, x, arranged, bias, term, activation, y);
    kept.readsMap(x, shape.in().length());
    kept.readsMap(arranged, shape.weightCount());
    kept.readsFloats(bias, shape.out());
    if (term != 0) {
      kept.readsMap(term, shape.output().length());
    }
    kept.writesMap(y, shape.output().length());
    products.convolve(shape, x, arranged, bias, term, activation, y);
  }

  @Override
  public void convolveBackData(
      ConvolutionShape shape, long arranged, long dy, long dx, boolean add) {
    kept.call("convolveBackData", shape, arranged, dy, dx, add);
    kept.readsMap(arranged, shape.weightCount());
    kept.readsMap(dy, shape.output().length());
    kept.addsMap(dx, shape.in().length(), add);
    products.convolveBackData(shape, arranged, dy, dx, add);
  }

  @Override
  public void convolveBackWeights(ConvolutionShape shape, long x, long dy, long arranged) {
    kept.call("convolveBackWeights", shape, x, dy, arranged);
    kept.readsMap(x, shape.in().length());
    kept.readsMap(dy, shape.output().length());
    kept.writesFloats(arranged, shape.weightCount());
    products.convolveBackWeights(shape, x, dy, arranged);
  }

  @Override
  public void multiply(int rows, int in, int out, long x, long w, long y) {
    kept.call("multiply", rows, in, out, x, w, y);
    kept.readsMap(x, (long) rows * in);
    kept.readsMap(w, (long) out * in);
    kept.writesMap(y, (long) rows * out);
    products.multiply(rows, in, out, x, w, y);
  }

  @Override
  public void multiplyBackData(int rows, int in, int out, long w, long dy, long dx, boolean add) {
    kept.call("multiplyBackData", rows, in, out, w, dy, dx, add);
    kept.readsMap(w, (long) out * in);
    kept.readsMap(dy, (long) rows * out);
    kept.addsMap(dx, (long) rows * in, add);
    products.multiplyBackData(rows, in, out, w, dy, dx, add);
  }

  @Override
  public void multiplyBackWeights(int rows, int in, int out, long x, long dy, long dw) {
    kept.call("multiplyBackWeights", rows, in, out, x, dy, dw);
    kept.readsMap(x, (long) rows * in);
    kept.readsMap(dy, (long) rows * out);
    kept.writesFloats(dw, (long) out * in);
    products.multiplyBackWeights(rows, in, out, x, dy, dw);
  }
}
