package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution whose weights are kept plain in the parameters and copied, a small cost beside the
 * activations, into the layout that oneDNN prefers for each direction. What is multiplied may be
 * rounded on its way in; all that comes out is float32.
 */
final class OnednnConvolution implements Convolution {

  private final ConvolutionShape shape;
  private final Activation activation;
  private final memory.data_type products;
  private final memory.desc source;
  private final memory.desc target;
  private final memory.desc bias;
  private final memory.desc plainWeights;
  private final long[] strides;
  private final long[] paddingStart;
  private final long[] paddingEnd;
  private final dnnl.prop_kind kind;

  private Forward forward;
  private FoldedForward folded;
  private BackwardWeights backwardWeights;
  private BackwardData backwardData;

  /** A convolution that multiplies values of the type {@code products}. */
  OnednnConvolution(
      ConvolutionShape shape, Activation activation, boolean training, memory.data_type products) {
    this.shape = shape;
    this.activation = activation;
    this.products = products;
    // From an NHWC image straight into blocks oneDNN has only a reference kernel.
    this.source =
        shape.intoBlocks()
            ? Onednn.desc(shape.in(), products, memory.format_tag.nchw)
            : Onednn.desc(shape.in(), products);
    this.target = Onednn.desc(shape.output());
    this.bias = Onednn.vector(shape.out());
    this.plainWeights =
        shape.groups() > 1
            ? Onednn.desc(memory.format_tag.goihw, shape.groupedWeights())
            : Onednn.desc(memory.format_tag.oihw, shape.weights());
    Insets padding = shape.padding();
    this.strides = new long[] {shape.stride(), shape.stride()};
    this.paddingStart = new long[] {padding.top(), padding.left()};
    this.paddingEnd = new long[] {padding.bottom(), padding.right()};
    this.kind = training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
  }

  private memory.desc anyWeights(memory.data_type type) {
    return new memory.desc(plainWeights.get_dims(), type, memory.format_tag.any);
  }

  private Arranged input() {
    return new Arranged(Onednn.desc(shape.in()), source, Scratch.MAPS);
  }

  /** The gradient at the sum. */
  private Arranged sumGradient() {
    return new Arranged(target, targetOfProducts(), Scratch.GRADIENTS);
  }

  private memory.desc targetOfProducts() {
    return Onednn.desc(shape.output(), products);
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
      folded = new FoldedForward();
    }
    folded.run(x, w, b, norm, y);
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
    primitive_attr attributes = Onednn.attributes();
    attributes.set_post_ops(OnednnElementwise.fused(activation));
    return new convolution_forward.primitive_desc(
        Onednn.ENGINE,
        kind,
        dnnl.algorithm.convolution_direct,
        source,
        anyWeights(products),
        biasOrNone(biased),
        target,
        strides,
        paddingStart,
        paddingEnd,
        attributes,
        false);
  }

  private memory.desc biasOrNone(boolean biased) {
    return biased ? bias : new memory.desc();
  }

  private final class Forward {
    private final Arranged x = input();
    private final memory b = Onednn.view(bias);
    private final memory y = Onednn.view(target);
    private final Arranged weights;
    private final Primitive convolution;

    Forward(boolean biased) {
      convolution_forward.primitive_desc description = description(biased);
      weights = new Arranged(plainWeights, description.weights_desc(), Scratch.WEIGHTS);
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
      Onednn.bind(y, output);
      if (biases != null) {
        Onednn.bind(b, biases);
      }
      convolution.run();
    }
  }

  /** Batch norm as a scale of each output channel's weights and a bias. */
  private final class FoldedForward {
    private final Arranged x = input();
    private final memory y = Onednn.view(target);
    private final memory plain = Onednn.view(plainWeights);
    private final memory scale = Onednn.view(bias);
    private final memory shift = Onednn.view(bias);
    private final Primitive fold;
    private final Primitive convolution;
    private final Fingerprint fingerprint = new Fingerprint();
    private INDArray shifts;

    FoldedForward() {
      if (shape.groups() > 1 && shape.groups() != shape.out()) {
        throw new IllegalArgumentException("only depthwise groups can be folded; got " + shape);
      }
      convolution_forward.primitive_desc description = description(true);
      memory foldedWeights = Onednn.owned(description.weights_desc());
      fold = Primitive.reorder(plain, foldedWeights, scale);
      convolution =
          new Primitive(new convolution_forward(description), description)
              .with(dnnl.DNNL_ARG_SRC, x.memory())
              .with(dnnl.DNNL_ARG_WEIGHTS, foldedWeights)
              .with(dnnl.DNNL_ARG_BIAS, shift)
              .with(dnnl.DNNL_ARG_DST, y);
    }

    void run(INDArray input, INDArray w, INDArray b, RunningNorm norm, INDArray output) {
      if (fingerprint.changed(w, b, norm.gamma(), norm.beta(), norm.mean(), norm.variance())) {
        fold(w, b, norm);
      }
      x.read(input);
      Onednn.bind(y, output);
      convolution.run();
    }

    /** Outside any workspace: the shifts outlive the call. */
    private void fold(INDArray w, INDArray b, RunningNorm norm) {
      Onednn.bind(plain, w);
      try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        INDArray scales = norm.scale();
        shifts = norm.shift(b);
        Onednn.bind(scale, scales);
        Onednn.bind(shift, shifts);
        fold.run();
      }
    }
  }

  private final class BackwardWeights {
    private final Arranged x = input();
    private final Arranged dz = sumGradient();
    private final Arranged dw;
    private final memory db = Onednn.view(bias);
    private final Primitive convolution;

    BackwardWeights(boolean biased) {
      convolution_backward_weights.primitive_desc description = description(biased);
      dw = new Arranged(plainWeights, description.diff_weights_desc(), Scratch.WEIGHTS);
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
          source,
          anyWeights(memory.data_type.f32),
          biasOrNone(biased),
          targetOfProducts(),
          strides,
          paddingStart,
          paddingEnd,
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
    private final memory dx = Onednn.view(Onednn.desc(shape.in()));
    private final Arranged dz = sumGradient();
    private final Arranged weights;
    private final Primitive convolution;

    BackwardData() {
      convolution_backward_data.primitive_desc description =
          new convolution_backward_data.primitive_desc(
              Onednn.ENGINE,
              dnnl.algorithm.convolution_direct,
              dx.get_desc(),
              anyWeights(products),
              targetOfProducts(),
              strides,
              paddingStart,
              paddingEnd,
              OnednnConvolution.this.description(false),
              Onednn.attributes(),
              false);
      weights = new Arranged(plainWeights, description.weights_desc(), Scratch.WEIGHTS);
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
