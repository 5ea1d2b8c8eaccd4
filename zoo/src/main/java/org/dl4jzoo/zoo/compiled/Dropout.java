package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.DropoutLayer;
import org.dl4jzoo.zoo.program.Value;

/** Drops values with this probability in training; in inference the input itself. */
public record Dropout(Value x, Value output, double probability) implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public long weights() {
    return 0;
  }

  @Override
  public Dropout reading(UnaryOperator<Value> other) {
    return new Dropout(other.apply(x), output, probability);
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
    return NarrowForm.KEEPS;
  }

  @Override
  public void assemble(Assembly assembly) {
    throw new IllegalStateException("a simplified program has none: " + this);
  }

  @Override
  public DeviceLayer onDevice() {
    return new DropoutLayer(x, output, probability);
  }
}
