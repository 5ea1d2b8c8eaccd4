package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * What a primitive multiplies the integers by that it reads, and divides those by that it gives.
 */
final class Scales {

  /** One number for all of an argument. */
  private static final int COMMON = 0;

  private final IntegerConstants constants;
  private final List<Operand> operands = new ArrayList<>();
  private final List<int[]> masks = new ArrayList<>();

  Scales(IntegerConstants constants) {
    this.constants = constants;
  }

  /** The step of an argument's numerals; none of other numbers. */
  void add(int argument, Numeral numeral) {
    if (numeral.isInteger()) {
      add(argument, COMMON, constants.step(numeral));
    }
  }

  /**
   * A step for each slice of an argument.
   *
   * @param mask the bits of the dimensions along which they differ
   */
  void add(int argument, int mask, memory steps) {
    masks.add(new int[] {argument, mask});
    operands.add(Operand.constant(dnnl.DNNL_ARG_ATTR_SCALES | argument, steps));
  }

  primitive_attr attributes(post_ops operations) {
    primitive_attr attributes = Dnnl.attributes(operations);
    masks.forEach(mask -> attributes.set_scales_mask(mask[0], mask[1]));
    return attributes;
  }

  /** Operands of the primitive, with the scales. */
  Operand[] with(Operand... others) {
    List<Operand> all = new ArrayList<>(operands);
    Collections.addAll(all, others);
    return all.toArray(Operand[]::new);
  }
}
