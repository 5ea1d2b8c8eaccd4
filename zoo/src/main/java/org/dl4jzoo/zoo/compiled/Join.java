package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.JoinLayer;
import org.dl4jzoo.zoo.program.Value;

/** Maps side by side along their channels. */
public record Join(List<Value> inputs, Value output) implements Instruction {

  /** Copies the list. */
  public Join {
    inputs = List.copyOf(inputs);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Join reading(UnaryOperator<Value> other) {
    return new Join(inputs.stream().map(other).toList(), output);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return inputs.stream()
        .allMatch(part -> inBlocks.test(part) && Layout.fillsBlocks(part.channels()));
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.KEEPS;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.KEEPS;
  }

  /** Copies the parts that don't lie in it already. */
  @Override
  public void assemble(Assembly assembly) {
    int start = 0;
    for (Value part : inputs) {
      if (!assembly.maps().liesAt(part, output, start)) {
        memory.desc target = assembly.maps().part(part, output, start);
        Operand operand = assembly.maps().operand(dnnl.DNNL_ARG_TO, output, target, 0);
        assembly.copy(assembly.maps().operand(dnnl.DNNL_ARG_FROM, part), operand);
      }
      start += part.channels();
    }
  }

  @Override
  public DeviceLayer onDevice() {
    return new JoinLayer(inputs, output);
  }
}
