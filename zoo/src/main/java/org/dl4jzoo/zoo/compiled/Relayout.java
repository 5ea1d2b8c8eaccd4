package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.program.Value;

/** The same values in another layout or numerals, which a program's {@link Layouts} know. */
public record Relayout(Value x, Value output) implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Relayout reading(UnaryOperator<Value> other) {
    return new Relayout(other.apply(x), output);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return false;
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.KEEPS;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.KEEPS;
  }

  @Override
  public void assemble(Assembly assembly) {
    Maps maps = assembly.maps();
    Operand from = maps.operand(dnnl.DNNL_ARG_FROM, x);
    Operand to = maps.operand(dnnl.DNNL_ARG_TO, output);
    if (maps.numeral(x).equals(maps.numeral(output))) {
      assembly.copy(from, to);
    } else {
      assembly.convert(from, maps.numeral(x), to, maps.numeral(output));
    }
  }

  @Override
  public DeviceLayer onDevice() {
    throw new IllegalStateException("a device keeps one layout: " + this);
  }
}
