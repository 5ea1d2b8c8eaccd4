package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The input itself: what drops values in training. */
public record Same(Value x, Value output) implements Instruction {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public Same reading(UnaryOperator<Value> other) {
    return new Same(other.apply(x), output);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return false;
  }

  @Override
  public void assemble(Assembly assembly) {
    throw new IllegalStateException("a simplified program has none: " + this);
  }
}
