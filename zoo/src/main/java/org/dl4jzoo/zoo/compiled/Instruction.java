package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.program.Value;

/**
 * A step of inference: values in, one value out. No answer has a default, so that one that is left
 * out doesn't compile; that is why instructions of like kind repeat each other's.
 */
public interface Instruction {

  /** What it reads. */
  List<Value> inputs();

  /** What it writes. */
  Value output();

  /** How many weights it multiplies by, which every pass reads. */
  long weights();

  /** The same with other inputs. */
  Instruction reading(UnaryOperator<Value> other);

  /** Whether what it gives can lie in blocks of channels, by which of its inputs do. */
  boolean givesBlocks(Predicate<Value> inBlocks);

  /** What it does with 8-bit integers. */
  NarrowForm integerForm();

  /** What it does with bfloat16. */
  NarrowForm bfloat16Form();

  /** Adds the calls that compute it. */
  void assemble(Assembly assembly);

  /** What it is on a device with memory of its own, where it is trained too. */
  DeviceLayer onDevice();
}
