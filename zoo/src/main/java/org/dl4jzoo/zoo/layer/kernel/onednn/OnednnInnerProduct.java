package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.InnerProduct;
import org.dl4jzoo.zoo.layer.kernel.InnerProductShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer on the weights as they lie: to copy them into another layout would cost
 * as much as the product, which reads each of them once.
 */
final class OnednnInnerProduct implements InnerProduct {

  private final Activation activation;
  private final dnnl.prop_kind kind;
  private final memory.desc source;
  private final memory.desc target;
  private final memory.desc weights;
  private final memory.desc bias;
  private final memory x;
  private final memory y;
  private final memory w;
  private final memory b;

  private Primitive forward;
  private Primitive backwardWeights;
  private Primitive backwardData;

  OnednnInnerProduct(InnerProductShape shape, Activation activation, boolean training) {
    this.activation = activation;
    this.kind = training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
    this.source = Onednn.desc(memory.format_tag.ab, shape.batch(), shape.in());
    this.target = Onednn.desc(memory.format_tag.ab, shape.batch(), shape.out());
    this.weights = Onednn.desc(memory.format_tag.ab, shape.out(), shape.in());
    this.bias = Onednn.vector(shape.out());
    this.x = Onednn.view(source);
    this.y = Onednn.view(target);
    this.w = Onednn.view(weights);
    this.b = Onednn.view(bias);
  }

  private inner_product_forward.primitive_desc description() {
    primitive_attr attributes = Onednn.attributes();
    attributes.set_post_ops(OnednnElementwise.fused(activation));
    return new inner_product_forward.primitive_desc(
        Onednn.ENGINE, kind, source, weights, bias, target, attributes, false);
  }

  @Override
  public void forward(INDArray input, INDArray weight, INDArray biases, INDArray output) {
    if (forward == null) {
      inner_product_forward.primitive_desc description = description();
      forward =
          new Primitive(new inner_product_forward(description), description)
              .with(dnnl.DNNL_ARG_SRC, x)
              .with(dnnl.DNNL_ARG_WEIGHTS, w)
              .with(dnnl.DNNL_ARG_BIAS, b)
              .with(dnnl.DNNL_ARG_DST, y);
    }
    Onednn.bind(x, input);
    Onednn.bind(w, weight.transpose());
    Onednn.bind(b, biases);
    Onednn.bind(y, output);
    forward.run();
  }

  @Override
  public void backwardWeights(
      INDArray input, INDArray sumGradient, INDArray weightGradient, INDArray biasGradient) {
    if (backwardWeights == null) {
      inner_product_backward_weights.primitive_desc description =
          new inner_product_backward_weights.primitive_desc(
              Onednn.ENGINE,
              source,
              weights,
              bias,
              target,
              description(),
              Onednn.attributes(),
              false);
      backwardWeights =
          new Primitive(new inner_product_backward_weights(description), description)
              .with(dnnl.DNNL_ARG_SRC, x)
              .with(dnnl.DNNL_ARG_DIFF_DST, y)
              .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, w)
              .with(dnnl.DNNL_ARG_DIFF_BIAS, b);
    }
    Onednn.bind(x, input);
    Onednn.bind(y, sumGradient);
    Onednn.bind(w, weightGradient.transpose());
    Onednn.bind(b, biasGradient);
    backwardWeights.run();
  }

  @Override
  public void backwardData(INDArray weight, INDArray sumGradient, INDArray inputGradient) {
    if (backwardData == null) {
      inner_product_backward_data.primitive_desc description =
          new inner_product_backward_data.primitive_desc(
              Onednn.ENGINE, source, weights, target, description(), Onednn.attributes(), false);
      backwardData =
          new Primitive(new inner_product_backward_data(description), description)
              .with(dnnl.DNNL_ARG_DIFF_SRC, x)
              .with(dnnl.DNNL_ARG_WEIGHTS, w)
              .with(dnnl.DNNL_ARG_DIFF_DST, y);
    }
    Onednn.bind(x, inputGradient);
    Onednn.bind(w, weight.transpose());
    Onednn.bind(y, sumGradient);
    backwardData.run();
  }
}
