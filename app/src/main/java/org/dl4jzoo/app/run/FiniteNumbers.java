package org.dl4jzoo.app.run;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Tells whether numbers are finite. What diverged leaves NaN and infinity among its weights. */
public final class FiniteNumbers {

  private static final int SOME = 1 << 13;

  private FiniteNumbers() {}

  /** Whether every value of an array is neither NaN nor infinite. */
  public static boolean all(INDArray array) {
    return others(array) == 0;
  }

  /** How many values are NaN or infinite. */
  static long others(FloatBuffer values) {
    float[] some = new float[Math.min(SOME, values.capacity())];
    long others = 0;
    for (int from = 0; from < values.capacity(); from += some.length) {
      int count = Math.min(some.length, values.capacity() - from);
      values.get(from, some, 0, count);
      others += others(some, count);
    }
    return others;
  }

  /** An array's loop runs fast long before a buffer's does. */
  private static int others(float[] values, int count) {
    int others = 0;
    for (int i = 0; i < count; i++) {
      others += Float.isFinite(values[i]) ? 0 : 1;
    }
    return others;
  }

  /** The same of an array. Its norm is soon known, and finite only if all of its values are. */
  static long others(INDArray array) {
    if (Double.isFinite(array.norm2Number().doubleValue())) {
      return 0;
    }
    return Nd4j.getExecutioner().exec(new MatchCondition(array, Conditions.notFinite())).getLong(0);
  }
}
