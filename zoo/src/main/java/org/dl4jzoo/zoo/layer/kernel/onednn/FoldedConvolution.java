package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inference with batch norm as a scale of each output channel's weights and a bias; then, if it is
 * part of a residual sum, the other term; then the activation.
 */
final class FoldedConvolution {

  /** The argument of the first post-op. */
  private static final int TERM = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;

  private final Arranged x;
  private final memory y;
  private final memory term;
  private final Arranged plain;
  private final memory scale;
  private final memory shift;
  private final Primitive fold;
  private final Primitive convolution;
  private final ParameterChecksum checksum = new ParameterChecksum();
  private INDArray shifts;

  FoldedConvolution(ConvolutionLayouts layouts, Activation activation, boolean summed) {
    x = layouts.input();
    y = Onednn.view(layouts.target());
    term = Onednn.view(layouts.target());
    plain = layouts.weights(layouts.plainWeights());
    scale = Onednn.view(layouts.bias());
    shift = Onednn.view(layouts.bias());
    post_ops operations = new post_ops();
    if (summed) {
      operations.append_binary(dnnl.algorithm.binary_add, layouts.target());
    }
    OnednnElementwise.append(activation, operations);
    convolution_forward.primitive_desc description =
        layouts.forward(dnnl.prop_kind.forward_inference, operations, true);
    memory foldedWeights = Onednn.owned(description.weights_desc());
    fold = Primitive.reorder(plain.memory(), foldedWeights, scale);
    convolution =
        new Primitive(new convolution_forward(description), description)
            .with(dnnl.DNNL_ARG_SRC, x.memory())
            .with(dnnl.DNNL_ARG_WEIGHTS, foldedWeights)
            .with(dnnl.DNNL_ARG_BIAS, shift)
            .with(dnnl.DNNL_ARG_DST, y);
    if (summed) {
      convolution.with(TERM, term);
    }
  }

  /** Runs it; {@code addend} is null unless it was made for a sum. */
  void run(
      INDArray input, INDArray w, INDArray b, RunningNorm norm, INDArray addend, INDArray output) {
    if (checksum.changed(w, b, norm.gamma(), norm.beta(), norm.mean(), norm.variance())) {
      fold(w, b, norm);
    }
    x.read(input);
    Onednn.bindMap(y, output);
    if (addend != null) {
      Onednn.bind(term, addend);
    }
    convolution.run();
  }

  /** Outside any workspace: the shifts outlive the call. */
  private void fold(INDArray w, INDArray b, RunningNorm norm) {
    plain.read(w);
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray scales = norm.scale();
      shifts = norm.shift(b);
      Onednn.bind(scale, scales);
      Onednn.bind(shift, shifts);
      fold.run();
    }
  }
}
