package org.dl4jzoo.zoo.compiled;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;

/** Makes the call of a fully connected layer that reads integers. */
record IntegerDenseCall(Dense dense, Maps maps, int batch) {

  /** Weights differ in their step by output. */
  private static final int BY_OUTPUT = 1;

  Call of(IntegerConstants constants) {
    long length = dense.x().area() * dense.x().channels();
    int outputs = dense.output().channels();
    Scales scales = new Scales(constants);
    scales.add(dnnl.DNNL_ARG_SRC, maps.numeral(dense.x()));
    scales.add(dnnl.DNNL_ARG_WEIGHTS, BY_OUTPUT, constants.steps(dense.layer()));
    scales.add(dnnl.DNNL_ARG_DST, maps.numeral(dense.output()));
    memory.desc source = maps.desc(dense.x(), memory.format_tag.ab, batch, length);
    memory.desc plain = weights(memory.format_tag.ab, outputs, length);
    inner_product_forward.primitive_desc description =
        new inner_product_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE,
            source,
            weights(memory.format_tag.any, outputs, length),
            Dnnl.vector(outputs),
            maps.desc(dense.output()),
            scales.attributes(operations()),
            false);
    memory weights = constants.weights(dense.layer(), outputs, plain, description.weights_desc());
    return Call.of(
        "dense",
        new inner_product_forward(description),
        description,
        scales.with(
            maps.operand(dnnl.DNNL_ARG_SRC, dense.x(), source, 0),
            Operand.constant(dnnl.DNNL_ARG_WEIGHTS, weights),
            Operand.constant(dnnl.DNNL_ARG_BIAS, constants.bias(dense.layer())),
            maps.operand(dnnl.DNNL_ARG_DST, dense.output())));
  }

  private static memory.desc weights(memory.format_tag tag, long outputs, long length) {
    return new memory.desc(new long[] {outputs, length}, memory.data_type.s8, tag);
  }

  private post_ops operations() {
    Numeral given = maps.numeral(dense.output());
    return IntegerConvolutionCall.saturates(dense.activation(), given)
        ? new post_ops()
        : Dnnl.append(dense.activation(), new post_ops());
  }
}
