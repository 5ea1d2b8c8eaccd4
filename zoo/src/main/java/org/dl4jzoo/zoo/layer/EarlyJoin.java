package org.dl4jzoo.zoo.layer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.memory.EarlyArray;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The output of a concatenation in inference. Convolutions write their parts of it where they
 * belong, so that nothing is copied. The output may itself be a part of another: all layers of
 * DenseNet's dense block write into one array, and each reads what those before it wrote. Without
 * that, each concatenation would copy all before it, and nearly all of the gain would be lost.
 */
final class EarlyJoin {

  private final DataType type;
  private final long[] ends;
  private final INDArray[] parts;

  /** Which parts convolutions write. */
  private final boolean[] written;

  /** The array, or else the join that this is a part of. */
  private EarlyArray array;

  private EarlyJoin outer;
  private int outerIndex;

  private INDArray whole;
  private int firstWriting = Integer.MAX_VALUE;
  private int lastReading;

  private EarlyJoin(ConcatRuntime join, InferencePlan plan) {
    int count = join.getInputVertices().length;
    type = join.getDataType();
    ends = IntStream.range(0, count).mapToLong(join::channels).toArray();
    Arrays.parallelPrefix(ends, Long::sum);
    parts = new INDArray[count];
    written = new boolean[count];
    lastReading = plan.lastReading(join);
    for (int i = 0; i < count; i++) {
      takeIn(i, plan.input(join, i), plan);
    }
  }

  /**
   * Plans the output of a join that is no part of another; null if no convolution can write into
   * it.
   */
  static EarlyJoin whole(ConcatRuntime join, InferencePlan plan) {
    EarlyJoin early = new EarlyJoin(join, plan);
    if (early.firstWriting == Integer.MAX_VALUE) {
      return null;
    }
    early.array = plan.array(early.firstWriting, early.lastReading);
    return early;
  }

  private void takeIn(int index, GraphVertex part, InferencePlan plan) {
    if (InferencePlan.convolutionForOne(part) != null) {
      written[index] = true;
      firstWriting = Math.min(firstWriting, plan.step(part));
    } else if (part instanceof ConcatRuntime join && join.canBeEarly(plan) && !join.isEarly()) {
      EarlyJoin inner = new EarlyJoin(join, plan);
      inner.outer = this;
      inner.outerIndex = index;
      join.setEarly(inner);
      // Even if no convolution writes into the inner join, it copies its parts in its own turn.
      firstWriting = Math.min(firstWriting, Math.min(inner.firstWriting, plan.step(join)));
      lastReading = Math.max(lastReading, inner.lastReading);
    }
  }

  /** Whether a convolution writes that part. */
  boolean isWritten(int index) {
    return written[index];
  }

  /**
   * The output for maps in blocks, of this size. If it is a part of another join, there are gaps
   * between its images.
   */
  INDArray whole(FeatureMap size) {
    long channels = ends[ends.length - 1];
    FeatureMap map =
        new FeatureMap(size.batch(), size.height(), size.width(), channels, size.block());
    INDArray current = outer == null ? array.of(type, map.shape()) : outer.part(outerIndex, map);
    if (current != whole) {
      whole = current;
      Arrays.fill(parts, null);
    }
    return whole;
  }

  /** The view of the output that is this part. */
  INDArray part(int index, FeatureMap size) {
    INDArray all = whole(size);
    if (parts[index] == null) {
      long block = all.size(4);
      long start = index == 0 ? 0 : ends[index - 1] / block;
      parts[index] = all.get(NDArrayIndex.all(), NDArrayIndex.interval(start, ends[index] / block));
    }
    return parts[index];
  }
}
