package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_forward;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.SoftmaxLayer;
import org.dl4jzoo.zoo.program.Value;

/**
 * Softmax of a vector.
 *
 * @param lossWeight what the cross-entropy after it counts in training
 */
public record Softmax(Value x, Value output, double lossWeight) implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Softmax reading(UnaryOperator<Value> other) {
    return new Softmax(other.apply(x), output, lossWeight);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return false;
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.NONE;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.NONE;
  }

  @Override
  public void assemble(Assembly assembly) {
    memory.desc vectors = assembly.maps().desc(x);
    softmax_forward.primitive_desc description =
        new softmax_forward.primitive_desc(
            Dnnl.ENGINE,
            Dnnl.INFERENCE,
            dnnl.algorithm.softmax_accurate,
            vectors,
            vectors,
            1,
            Dnnl.attributes(),
            false);
    assembly.add(
        Call.of(
            "softmax",
            new softmax_forward(description),
            description,
            assembly.maps().operand(dnnl.DNNL_ARG_SRC, x),
            assembly.maps().operand(dnnl.DNNL_ARG_DST, output)));
  }

  @Override
  public DeviceLayer onDevice() {
    return new SoftmaxLayer(x, output, lossWeight);
  }
}
