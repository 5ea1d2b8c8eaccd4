package org.dl4jzoo.app.run;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Tells whether numbers are finite. What diverged leaves NaN and infinity among its weights. */
public final class FiniteNumbers {

  private FiniteNumbers() {}

  /** Whether every value of an array is neither NaN nor infinite. */
  public static boolean all(INDArray array) {
    return others(array) == 0;
  }

  /** How many values are NaN or infinite. */
  static long others(INDArray array) {
    return Nd4j.getExecutioner().exec(new MatchCondition(array, Conditions.notFinite())).getLong(0);
  }
}
