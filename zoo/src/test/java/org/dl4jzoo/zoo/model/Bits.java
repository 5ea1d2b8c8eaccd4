package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Equality of finite values to the last bit; that of arrays allows for a difference. */
final class Bits {

  private Bits() {}

  static void assertSame(String what, INDArray actual, INDArray expected) {
    assertThat(bits(expected)).as(what).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    assertThat(bits(actual)).as(what).isEqualTo(bits(expected));
  }

  private static float[] bits(INDArray array) {
    return array.dup('c').reshape(array.length()).toFloatVector();
  }
}
