package org.dl4jzoo.zoo.layer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that the layers of a graph use in turn. There are as many arrays as were ever in use at
 * the same time, and each is as long as its longest use.
 */
final class SpareArrays {

  private final DataType type;
  private final List<INDArray> free = new ArrayList<>();

  SpareArrays(DataType type) {
    this.type = type;
  }

  /** A vector of at least that length: the shortest that will do. */
  INDArray take(long length) {
    Optional<INDArray> fitting =
        free.stream()
            .filter(array -> array.length() >= length)
            .min(Comparator.comparing(INDArray::length));
    INDArray taken = fitting.orElseGet(() -> longer(length));
    free.remove(taken);
    return taken;
  }

  /** Takes the place of the longest array, all being too short. */
  private INDArray longer(long length) {
    free.stream()
        .max(Comparator.comparing(INDArray::length))
        .ifPresent(
            tooShort -> {
              free.remove(tooShort);
              tooShort.close();
            });
    return Nd4j.createUninitializedDetached(type, length);
  }

  void giveBack(INDArray array) {
    free.add(array);
  }
}
