package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.SumLayer;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/** The sum of two maps, and an activation. */
public record Sum(Value left, Value right, Value output, Activation activation)
    implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(left, right);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Sum reading(UnaryOperator<Value> other) {
    return new Sum(other.apply(left), other.apply(right), output, activation);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return inBlocks.test(left) && inBlocks.test(right);
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.NONE;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.KEEPS;
  }

  @Override
  public void assemble(Assembly assembly) {
    binary.primitive_desc description =
        new binary.primitive_desc(
            Dnnl.ENGINE,
            dnnl.algorithm.binary_add,
            assembly.maps().desc(left),
            assembly.maps().desc(right),
            assembly.maps().desc(output),
            Dnnl.attributes(Dnnl.append(activation, new post_ops())),
            false);
    assembly.add(
        Call.of(
            "add",
            new binary(description),
            description,
            assembly.maps().operand(dnnl.DNNL_ARG_SRC_0, left),
            assembly.maps().operand(dnnl.DNNL_ARG_SRC_1, right),
            assembly.maps().operand(dnnl.DNNL_ARG_DST, output)));
  }

  @Override
  public DeviceLayer onDevice() {
    return new SumLayer(left, right, output, activation);
  }
}
