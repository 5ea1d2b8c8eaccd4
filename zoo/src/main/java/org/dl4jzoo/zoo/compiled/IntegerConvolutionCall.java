package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.program.Value;

/** Makes the call of a convolution that reads integers. */
record IntegerConvolutionCall(Convolution convolution, Maps maps, int batch) {

  /** Weights differ in their step by output: the first dimension, or the first two of groups. */
  private static final int BY_OUTPUT = 1;

  private static final int BY_GROUP_AND_OUTPUT = 3;

  Call of(Constants constants) {
    ConvolutionShape shape = ConvolutionCall.shape(convolution, batch);
    IntegerConstants integers = constants.integers();
    int outputs = convolution.output().channels();
    Scales scales = new Scales(integers);
    scales.add(dnnl.DNNL_ARG_SRC, maps.numeral(convolution.x()));
    scales.add(
        dnnl.DNNL_ARG_WEIGHTS,
        shape.groups() > 1 ? BY_GROUP_AND_OUTPUT : BY_OUTPUT,
        integers.steps(convolution.layer()));
    scales.add(dnnl.DNNL_ARG_DST, maps.numeral(convolution.output()));
    memory.desc plain = plainWeights(shape);
    convolution_forward.primitive_desc description = description(plain, scales);
    memory weights =
        integers.weights(convolution.layer(), outputs, plain, description.weights_desc());
    List<Operand> operands = new ArrayList<>();
    operands.add(maps.operand(dnnl.DNNL_ARG_SRC, convolution.x()));
    operands.add(Operand.constant(dnnl.DNNL_ARG_WEIGHTS, weights));
    operands.add(Operand.constant(dnnl.DNNL_ARG_BIAS, integers.bias(convolution.layer())));
    operands.add(maps.operand(dnnl.DNNL_ARG_DST, convolution.output()));
    if (!maps.addsInPlace(convolution)) {
      convolution.term().ifPresent(term -> operands.add(maps.operand(ConvolutionCall.TERM, term)));
    }
    return Call.of(
        shape.kind(),
        new convolution_forward(description),
        description,
        scales.with(operands.toArray(Operand[]::new)));
  }

  private static memory.desc plainWeights(ConvolutionShape shape) {
    return shape.groups() > 1
        ? new memory.desc(shape.groupedWeights(), memory.data_type.s8, memory.format_tag.goihw)
        : new memory.desc(shape.weights(), memory.data_type.s8, memory.format_tag.oihw);
  }

  private convolution_forward.primitive_desc description(memory.desc plain, Scales scales) {
    return new convolution_forward.primitive_desc(
        Dnnl.ENGINE,
        Dnnl.INFERENCE,
        dnnl.algorithm.convolution_direct,
        maps.desc(convolution.x()),
        new memory.desc(Dnnl.dimensions(plain), memory.data_type.s8, memory.format_tag.any),
        Dnnl.vector(convolution.output().channels()),
        maps.desc(convolution.output()),
        Dnnl.both(convolution.stride()),
        Dnnl.start(convolution.padding()),
        Dnnl.end(convolution.padding()),
        scales.attributes(operations()),
        false);
  }

  private post_ops operations() {
    post_ops operations = new post_ops();
    convolution.term().ifPresent(term -> add(term, operations));
    Numeral given = maps.numeral(convolution.output());
    return saturates(convolution.activation(), given)
        ? operations
        : Dnnl.append(convolution.activation(), operations);
  }

  private void add(Value term, post_ops operations) {
    if (maps.addsInPlace(convolution)) {
      Numeral numeral = maps.numeral(term);
      operations.append_sum(numeral.step(), 0, Dnnl.type(numeral));
    } else {
      operations.append_binary(dnnl.algorithm.binary_add, maps.desc(term));
    }
  }

  /** Whether the numerals that are given end where the activation cuts values off. */
  static boolean saturates(Activation activation, Numeral given) {
    boolean fromZero = given.kind() == Numeral.Kind.UNSIGNED;
    return switch (activation) {
      case IDENTITY -> true;
      case RELU -> fromZero;
      case RELU6 -> fromZero && given.reach() <= 6;
    };
  }
}
