package org.dl4jzoo.app.regression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Deals rows out to folds, each of which is held out once while a classifier learns the others. */
public final class StratifiedFolds {

  /** How many folds there are. */
  public static final int COUNT = 5;

  /** Decides the folds; a constant, so that the same rows give the same result. */
  private static final long SEED = 1;

  private StratifiedFolds() {}

  /** The fold of each row: every class is dealt out evenly, and so are all rows together. */
  public static int[] of(int[] labels, int classes) {
    int[] folds = new int[labels.length];
    int dealt = 0;
    for (int k = 0; k < classes; k++) {
      int label = k;
      List<Integer> rows =
          new ArrayList<>(
              IntStream.range(0, labels.length).filter(n -> labels[n] == label).boxed().toList());
      Collections.shuffle(rows, new Random(SEED + k));
      for (int row : rows) {
        folds[row] = dealt % COUNT;
        dealt++;
      }
    }
    return folds;
  }
}
