package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.dl4jzoo.zoo.device.network.ConvolutionLayer;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/**
 * A convolution with everything that follows it: batch normalisation by running statistics, the
 * other term of a residual sum, and the activation.
 *
 * @param layer whose parameters it takes
 * @param eps epsilon of the batch normalisation; empty for none
 * @param groups groups of channels, of which none sees another's
 */
public record Convolution(
    String layer,
    Value x,
    Optional<Value> term,
    Value output,
    int kernelSize,
    int stride,
    Insets padding,
    int groups,
    OptionalDouble eps,
    Activation activation)
    implements Instruction {

  @Override
  public List<Value> inputs() {
    return term.map(value -> List.of(x, value)).orElseGet(() -> List.of(x));
  }

  @Override
  public long weights() {
    return ConvolutionCall.shape(this, 1).weightCount();
  }

  @Override
  public Convolution reading(UnaryOperator<Value> other) {
    return with(other.apply(x), term.map(other), output, activation);
  }

  /** The same as the last operation of a sum. */
  Convolution plus(Value newTerm, Sum sum) {
    return with(x, Optional.of(newTerm), sum.output(), sum.activation());
  }

  /** Whether it reads the same value twice. */
  boolean addsItsInput() {
    return term.filter(x::equals).isPresent();
  }

  /** The same with another term of its sum. */
  Convolution adding(Value newTerm) {
    return with(x, Optional.of(newTerm), output, activation);
  }

  private Convolution with(
      Value newX, Optional<Value> newTerm, Value newOutput, Activation newActivation) {
    return new Convolution(
        layer, newX, newTerm, newOutput, kernelSize, stride, padding, groups, eps, newActivation);
  }

  @Override
  public boolean givesBlocks(Predicate<Value> inBlocks) {
    return inputs().stream().allMatch(inBlocks);
  }

  @Override
  public NarrowForm integerForm() {
    return NarrowForm.READS;
  }

  @Override
  public NarrowForm bfloat16Form() {
    return NarrowForm.READS;
  }

  @Override
  public void assemble(Assembly assembly) {
    Maps maps = assembly.maps();
    assembly.add(
        maps.numeral(x).isInteger()
            ? new IntegerConvolutionCall(this, maps, assembly.batch()).of(assembly.constants())
            : ConvolutionCall.of(this, maps, assembly.constants(), assembly.batch()));
  }

  @Override
  public DeviceLayer onDevice() {
    return new ConvolutionLayer(
        layer, x, term, output, kernelSize, stride, padding, groups, eps, activation);
  }
}
