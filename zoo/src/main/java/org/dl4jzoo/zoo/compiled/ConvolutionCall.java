package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.layer.kernel.onednn.ThinInput;
import org.dl4jzoo.zoo.program.Value;

/** Makes the call of a convolution. */
final class ConvolutionCall {

  /** The argument of the first post-op. */
  static final int TERM = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1;

  private ConvolutionCall() {}

  static Call of(Convolution convolution, Maps maps, Constants constants, int batch) {
    GroupMerge groups = GroupMerge.of(shape(convolution, batch));
    convolution_forward.primitive_desc description = description(convolution, groups, maps);
    memory weights = constants.weights(convolution, groups, description.weights_desc());
    List<Operand> operands = new ArrayList<>();
    operands.add(maps.operand(dnnl.DNNL_ARG_SRC, convolution.x()));
    operands.add(Operand.constant(dnnl.DNNL_ARG_WEIGHTS, weights));
    operands.add(Operand.constant(dnnl.DNNL_ARG_BIAS, constants.shift(convolution)));
    operands.add(maps.operand(dnnl.DNNL_ARG_DST, convolution.output()));
    convolution.term().ifPresent(term -> operands.add(maps.operand(TERM, term)));
    return Call.of(
        groups.own().kind(),
        new convolution_forward(description),
        description,
        operands.toArray(Operand[]::new));
  }

  static ConvolutionShape shape(Convolution convolution, int batch) {
    Value x = convolution.x();
    return new ConvolutionShape(
        new FeatureMap(batch, x.height(), x.width(), x.channels()),
        convolution.output().channels(),
        convolution.kernelSize(),
        convolution.stride(),
        convolution.padding(),
        convolution.groups());
  }

  private static convolution_forward.primitive_desc description(
      Convolution convolution, GroupMerge groups, Maps maps) {
    post_ops operations = new post_ops();
    convolution
        .term()
        .ifPresent(term -> operations.append_binary(dnnl.algorithm.binary_add, maps.desc(term)));
    Dnnl.append(convolution.activation(), operations);
    memory.desc plain = Constants.plainWeights(groups.merged());
    return ThinInput.chosen(
        convolution.x().channels(),
        () ->
            new convolution_forward.primitive_desc(
                Dnnl.ENGINE,
                Dnnl.INFERENCE,
                dnnl.algorithm.convolution_direct,
                maps.desc(convolution.x()),
                maps.desc(convolution.x(), memory.format_tag.any, Dnnl.dimensions(plain)),
                Dnnl.vector(convolution.output().channels()),
                maps.desc(convolution.output()),
                Dnnl.both(convolution.stride()),
                Dnnl.start(convolution.padding()),
                Dnnl.end(convolution.padding()),
                Dnnl.attributes(operations),
                false));
  }
}
