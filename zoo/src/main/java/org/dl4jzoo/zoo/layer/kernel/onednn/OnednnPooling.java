package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.Pooling;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Max pooling, which remembers where each maximum was, and average pooling. */
final class OnednnPooling implements Pooling {

  private static final long[] NO_DILATION = {0, 0};

  private final dnnl.algorithm kind;
  private final long[] kernel;
  private final long[] strides;
  private final long[] paddingStart;
  private final long[] paddingEnd;
  private final memory.desc source;
  private final memory.desc target;
  private final memory x;
  private final memory y;
  private final memory dx;
  private final memory dy;
  private final Primitive forward;
  private final Primitive backward;

  OnednnPooling(PoolingShape shape, boolean training) {
    this.kind =
        shape.max() ? dnnl.algorithm.pooling_max : dnnl.algorithm.pooling_avg_exclude_padding;
    this.kernel = new long[] {shape.kernelHeight(), shape.kernelWidth()};
    this.strides = new long[] {shape.stride(), shape.stride()};
    Insets padding = shape.padding();
    this.paddingStart = new long[] {padding.top(), padding.left()};
    this.paddingEnd = new long[] {padding.bottom(), padding.right()};
    this.source = Onednn.desc(shape.in());
    this.target = Onednn.desc(shape.output());
    this.x = Onednn.view(source);
    this.y = Onednn.view(target);
    this.dx = Onednn.view(source);
    this.dy = Onednn.view(target);
    pooling_forward.primitive_desc description = forwardDescription(training);
    this.forward =
        new Primitive(new pooling_forward(description), description)
            .with(dnnl.DNNL_ARG_SRC, x)
            .with(dnnl.DNNL_ARG_DST, y);
    this.backward = training ? backward(description) : null;
    if (training && shape.max()) {
      memory places = Onednn.owned(description.query_md(dnnl.query.workspace_md, 0));
      forward.with(dnnl.DNNL_ARG_WORKSPACE, places);
      backward.with(dnnl.DNNL_ARG_WORKSPACE, places);
    }
  }

  private pooling_forward.primitive_desc forwardDescription(boolean training) {
    return new pooling_forward.primitive_desc(
        Onednn.ENGINE,
        training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference,
        kind,
        source,
        target,
        strides,
        kernel,
        NO_DILATION,
        paddingStart,
        paddingEnd,
        Onednn.attributes(),
        false);
  }

  private Primitive backward(pooling_forward.primitive_desc hint) {
    pooling_backward.primitive_desc description =
        new pooling_backward.primitive_desc(
            Onednn.ENGINE,
            kind,
            source,
            target,
            strides,
            kernel,
            NO_DILATION,
            paddingStart,
            paddingEnd,
            hint,
            Onednn.attributes(),
            false);
    return new Primitive(new pooling_backward(description), description)
        .with(dnnl.DNNL_ARG_DIFF_DST, dy)
        .with(dnnl.DNNL_ARG_DIFF_SRC, dx);
  }

  @Override
  public void forward(INDArray input, INDArray output) {
    Onednn.bind(x, input);
    Onednn.bind(y, output);
    forward.run();
  }

  @Override
  public void backward(
      INDArray input, INDArray output, INDArray outputGradient, INDArray inputGradient) {
    Onednn.bind(dy, outputGradient);
    Onednn.bind(dx, inputGradient);
    backward.run();
  }
}
