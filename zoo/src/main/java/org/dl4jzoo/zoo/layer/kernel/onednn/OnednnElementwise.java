package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums and activations; the backward pass needs only what the activation gave. */
final class OnednnElementwise implements Elementwise {

  private final Activation activation;
  private final memory a;
  private final memory b;
  private final memory y;
  private final memory dy;
  private final memory dx;
  private final memory.desc layout;
  private Primitive add;
  private Primitive forward;
  private Primitive backward;

  OnednnElementwise(memory.desc layout, Activation activation) {
    this.layout = layout;
    this.activation = activation;
    this.a = Onednn.view(layout);
    this.b = Onednn.view(layout);
    this.y = Onednn.view(layout);
    this.dy = Onednn.view(layout);
    this.dx = Onednn.view(layout);
  }

  boolean isIdentity() {
    return activation == Activation.IDENTITY;
  }

  @Override
  public void add(INDArray left, INDArray right, INDArray sum) {
    if (add == null) {
      add = addition();
    }
    Onednn.bind(a, left);
    Onednn.bind(b, right);
    Onednn.bind(y, sum);
    add.run();
  }

  @Override
  public void forwardInPlace(INDArray values) {
    if (isIdentity()) {
      return;
    }
    if (forward == null) {
      eltwise_forward.primitive_desc description = forwardDescription();
      forward =
          new Primitive(new eltwise_forward(description), description)
              .with(dnnl.DNNL_ARG_SRC, y)
              .with(dnnl.DNNL_ARG_DST, y);
    }
    Onednn.bind(y, values);
    forward.run();
  }

  @Override
  public void backward(INDArray output, INDArray outputGradient, INDArray inputGradient) {
    if (isIdentity()) {
      if (outputGradient != inputGradient) {
        inputGradient.assign(outputGradient);
      }
      return;
    }
    if (backward == null) {
      backward = derivative();
    }
    Onednn.bind(y, output);
    Onednn.bind(dy, outputGradient);
    Onednn.bind(dx, inputGradient);
    backward.run();
  }

  private Primitive addition() {
    primitive_attr attributes = Onednn.attributes();
    attributes.set_post_ops(fused(activation));
    binary.primitive_desc description =
        new binary.primitive_desc(
            Onednn.ENGINE, dnnl.algorithm.binary_add, layout, layout, layout, attributes, false);
    return new Primitive(new binary(description), description)
        .with(dnnl.DNNL_ARG_SRC_0, a)
        .with(dnnl.DNNL_ARG_SRC_1, b)
        .with(dnnl.DNNL_ARG_DST, y);
  }

  private Primitive derivative() {
    eltwise_backward.primitive_desc description =
        new eltwise_backward.primitive_desc(
            Onednn.ENGINE,
            algorithm(),
            layout,
            layout,
            layout,
            0f,
            limit(),
            forwardDescription(),
            Onednn.attributes(),
            false);
    return new Primitive(new eltwise_backward(description), description)
        .with(dnnl.DNNL_ARG_DST, y)
        .with(dnnl.DNNL_ARG_DIFF_DST, dy)
        .with(dnnl.DNNL_ARG_DIFF_SRC, dx);
  }

  private eltwise_forward.primitive_desc forwardDescription() {
    return new eltwise_forward.primitive_desc(
        Onednn.ENGINE,
        dnnl.prop_kind.forward_training,
        algorithm(),
        layout,
        layout,
        0f,
        limit(),
        Onednn.attributes(),
        false);
  }

  private dnnl.algorithm algorithm() {
    return activation == Activation.RELU6
        ? dnnl.algorithm.eltwise_clip_v2_use_dst_for_bwd
        : dnnl.algorithm.eltwise_relu_use_dst_for_bwd;
  }

  private float limit() {
    return activation == Activation.RELU6 ? 6f : 0f;
  }

  /** The activation as a post-op of another primitive. */
  static post_ops fused(Activation activation) {
    post_ops operations = new post_ops();
    append(activation, operations);
    return operations;
  }

  /** Adds the activation to the post-ops of another primitive. */
  static void append(Activation activation, post_ops operations) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> operations.append_eltwise(dnnl.algorithm.eltwise_relu, 0f, 0f);
      case RELU6 -> operations.append_eltwise(dnnl.algorithm.eltwise_clip, 0f, 6f);
    }
  }
}
