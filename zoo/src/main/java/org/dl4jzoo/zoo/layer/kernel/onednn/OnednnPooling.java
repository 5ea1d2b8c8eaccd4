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

  private final memory x;
  private final memory y;
  private final memory dx;
  private final memory dy;
  private final Primitive forward;
  private final Primitive backward;

  OnednnPooling(PoolingShape shape, boolean training) {
    memory.desc source = Onednn.nhwc(shape.in());
    memory.desc target = Onednn.nhwc(shape.output());
    this.x = Onednn.view(source);
    this.y = Onednn.view(target);
    this.dx = Onednn.view(source);
    this.dy = Onednn.view(target);
    Window window = Window.of(shape);
    pooling_forward.primitive_desc description = window.forward(source, target, training);
    this.forward =
        new Primitive(new pooling_forward(description), description)
            .with(dnnl.DNNL_ARG_SRC, x)
            .with(dnnl.DNNL_ARG_DST, y);
    this.backward = training ? backward(window.backward(source, target, description)) : null;
    if (training && shape.max()) {
      memory places = Onednn.owned(description.query_md(dnnl.query.workspace_md, 0));
      forward.with(dnnl.DNNL_ARG_WORKSPACE, places);
      backward.with(dnnl.DNNL_ARG_WORKSPACE, places);
    }
  }

  private Primitive backward(pooling_backward.primitive_desc description) {
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

  /** The window in oneDNN's terms. */
  private record Window(
      dnnl.algorithm algorithm, long[] kernel, long[] strides, long[] start, long[] end) {

    private static final long[] NO_DILATION = {0, 0};

    static Window of(PoolingShape shape) {
      Insets padding = shape.padding();
      return new Window(
          shape.max() ? dnnl.algorithm.pooling_max : dnnl.algorithm.pooling_avg_exclude_padding,
          new long[] {shape.kernelHeight(), shape.kernelWidth()},
          new long[] {shape.stride(), shape.stride()},
          new long[] {padding.top(), padding.left()},
          new long[] {padding.bottom(), padding.right()});
    }

    pooling_forward.primitive_desc forward(
        memory.desc source, memory.desc target, boolean training) {
      return new pooling_forward.primitive_desc(
          Onednn.ENGINE,
          training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference,
          algorithm,
          source,
          target,
          strides,
          kernel,
          NO_DILATION,
          start,
          end,
          Onednn.attributes(),
          false);
    }

    pooling_backward.primitive_desc backward(
        memory.desc source, memory.desc target, pooling_forward.primitive_desc hint) {
      return new pooling_backward.primitive_desc(
          Onednn.ENGINE,
          algorithm,
          source,
          target,
          strides,
          kernel,
          NO_DILATION,
          start,
          end,
          hint,
          Onednn.attributes(),
          false);
    }
  }
}
