package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution whose weights are kept plain in the parameters and copied, a small cost beside the
 * activations, into the layout that oneDNN prefers for each direction. What is multiplied may be
 * rounded on its way in; all that comes out is float32.
 */
final class OnednnConvolution implements Convolution {

  private final ConvolutionLayouts layouts;
  private final Activation activation;
  private final memory.data_type products;
  private final dnnl.prop_kind kind;

  private Forward forward;
  private FoldedConvolution folded;
  private FoldedConvolution foldedSum;
  private BackwardWeights backwardWeights;
  private BackwardData backwardData;

  /** A convolution that multiplies values of the type {@code products}. */
  OnednnConvolution(
      ConvolutionShape shape, Activation activation, boolean training, memory.data_type products) {
    this.layouts = new ConvolutionLayouts(shape, products);
    this.activation = activation;
    this.products = products;
    this.kind = training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
  }

  /** The gradient at the sum. */
  private Arranged sumGradient() {
    return new Arranged(layouts.target(), layouts.targetOfProducts(), Scratch.GRADIENTS);
  }

  @Override
  public void forward(INDArray x, INDArray w, INDArray b, INDArray y) {
    if (forward == null) {
      forward = new Forward(b != null);
    }
    forward.run(x, w, b, y);
  }

  @Override
  public void inferNormalized(INDArray x, INDArray w, INDArray b, RunningNorm norm, INDArray y) {
    if (folded == null) {
      folded = new FoldedConvolution(layouts, activation, false);
    }
    folded.run(x, w, b, norm, null, y);
  }

  @Override
  public void inferSum(
      INDArray x, INDArray w, INDArray b, RunningNorm norm, INDArray term, INDArray y) {
    if (foldedSum == null) {
      foldedSum = new FoldedConvolution(layouts, activation, true);
    }
    foldedSum.run(x, w, b, norm, term, y);
  }

  @Override
  public void backwardWeights(INDArray x, INDArray dz, INDArray dw, INDArray db) {
    if (backwardWeights == null) {
      backwardWeights = new BackwardWeights(db != null);
    }
    backwardWeights.run(x, dz, dw, db);
  }

  @Override
  public void backwardData(INDArray w, INDArray dz, INDArray dx) {
    if (backwardData == null) {
      backwardData = new BackwardData();
    }
    backwardData.run(w, dz, dx);
  }

  private convolution_forward.primitive_desc description(boolean biased) {
    return layouts.forward(kind, OnednnElementwise.fused(activation), biased);
  }

  private final class Forward {
    private final Arranged x = layouts.input();
    private final memory b = Onednn.view(layouts.bias());
    private final memory y = Onednn.view(layouts.target());
    private final Arranged weights;
    private final Primitive convolution;

    Forward(boolean biased) {
      convolution_forward.primitive_desc description = description(biased);
      weights = layouts.weights(description.weights_desc());
      convolution =
          new Primitive(new convolution_forward(description), description)
              .with(dnnl.DNNL_ARG_SRC, x.memory())
              .with(dnnl.DNNL_ARG_WEIGHTS, weights.memory())
              .with(dnnl.DNNL_ARG_DST, y);
      if (biased) {
        convolution.with(dnnl.DNNL_ARG_BIAS, b);
      }
    }

    void run(INDArray input, INDArray w, INDArray biases, INDArray output) {
      weights.read(w);
      x.read(input);
      Onednn.bindMap(y, output);
      if (biases != null) {
        Onednn.bind(b, biases);
      }
      convolution.run();
    }
  }

  private final class BackwardWeights {
    private final Arranged x = layouts.input();
    private final Arranged dz = sumGradient();
    private final Arranged dw;
    private final memory db = Onednn.view(layouts.bias());
    private final Primitive convolution;

    BackwardWeights(boolean biased) {
      convolution_backward_weights.primitive_desc description = description(biased);
      dw = layouts.weights(description.diff_weights_desc());
      convolution =
          new Primitive(new convolution_backward_weights(description), description)
              .with(dnnl.DNNL_ARG_SRC, x.memory())
              .with(dnnl.DNNL_ARG_DIFF_DST, dz.memory())
              .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, dw.memory());
      if (biased) {
        convolution.with(dnnl.DNNL_ARG_DIFF_BIAS, db);
      }
    }

    private convolution_backward_weights.primitive_desc description(boolean biased) {
      return new convolution_backward_weights.primitive_desc(
          Onednn.ENGINE,
          dnnl.algorithm.convolution_direct,
          layouts.source(),
          layouts.anyWeights(memory.data_type.f32),
          layouts.biasOrNone(biased),
          layouts.targetOfProducts(),
          layouts.strides(),
          layouts.paddingStart(),
          layouts.paddingEnd(),
          OnednnConvolution.this.description(biased),
          Onednn.attributes(),
          false);
    }

    void run(INDArray input, INDArray sumGradient, INDArray weightGradient, INDArray biasGradient) {
      x.read(input);
      dz.read(sumGradient);
      dw.bind(weightGradient);
      if (biasGradient != null) {
        Onednn.bind(db, biasGradient);
      }
      convolution.run();
      dw.written();
    }
  }

  private final class BackwardData {
    private final memory dx = Onednn.view(layouts.plainSource());
    private final Arranged dz = sumGradient();
    private final Arranged weights;
    private final Primitive convolution;

    BackwardData() {
      convolution_backward_data.primitive_desc description =
          new convolution_backward_data.primitive_desc(
              Onednn.ENGINE,
              dnnl.algorithm.convolution_direct,
              dx.get_desc(),
              layouts.anyWeights(products),
              layouts.targetOfProducts(),
              layouts.strides(),
              layouts.paddingStart(),
              layouts.paddingEnd(),
              OnednnConvolution.this.description(false),
              Onednn.attributes(),
              false);
      weights = layouts.weights(description.weights_desc());
      convolution =
          new Primitive(new convolution_backward_data(description), description)
              .with(dnnl.DNNL_ARG_DIFF_SRC, dx)
              .with(dnnl.DNNL_ARG_WEIGHTS, weights.memory())
              .with(dnnl.DNNL_ARG_DIFF_DST, dz.memory());
    }

    void run(INDArray w, INDArray sumGradient, INDArray inputGradient) {
      weights.read(w);
      dz.read(sumGradient);
      Onednn.bind(dx, inputGradient);
      convolution.run();
    }
  }
}
