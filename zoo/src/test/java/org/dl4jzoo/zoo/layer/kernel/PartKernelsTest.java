package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Maps that are a part of another, written and read where they lie, against arrays of their own.
 */
class PartKernelsTest {

  private static final float UNTOUCHED = 7;

  private final RandomArrays random = new RandomArrays(8);
  private final Kernels kernels = new OnednnKernels(false);

  @ParameterizedTest
  @CsvSource({"1, 16", "3, 16", "1, 8", "3, 8"})
  void a_convolution_writes_its_part_and_nothing_else(int kernel, int block) {
    FeatureMap in = new FeatureMap(3, 7, 5, 16, block);
    ConvolutionShape shape = new ConvolutionShape(in, 32, kernel, 1, Insets.all(kernel / 2), 1);
    INDArray x = random.normal(in.shape());
    INDArray w = random.normal(shape.weights());
    RunningNorm norm = random.norm(32, 1e-3);
    INDArray expected = unset(DataType.FLOAT, shape.output().shape());
    kernels.convolution(shape, Activation.RELU, false).inferNormalized(x, w, null, norm, expected);
    INDArray plain = unset(DataType.FLOAT, shape.output().shape());
    kernels.convolution(shape, Activation.RELU, false).forward(x, w, null, plain);

    long[] room = {3, 80 / block, 7, 5, block};
    INDArray whole = Nd4j.valueArrayOf(room, UNTOUCHED, DataType.FLOAT);
    INDArray part = blocks(whole, 32 / block, 64 / block);
    Convolution convolution = kernels.convolution(shape.into(80), Activation.RELU, false);
    convolution.inferNormalized(x, w, null, norm, part);
    assertClose("part", part, expected, TOLERANCE);
    convolution.forward(x, w, null, part);
    assertClose("part without norm", part, plain, TOLERANCE);
    INDArray before32 = blocks(whole, 0, 32 / block);
    INDArray after64 = blocks(whole, 64 / block, 80 / block);
    for (INDArray other : new INDArray[] {before32, after64}) {
      INDArray before = Nd4j.valueArrayOf(other.shape(), UNTOUCHED, DataType.FLOAT);
      assertClose("the rest", other, before, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void batch_norm_reads_a_part(Activation activation) {
    INDArray whole = random.normal(3, 5, 7, 6, 16);
    INDArray part = blocks(whole, 1, 4);
    FeatureMap map = FeatureMap.of(part, 48);
    RunningNorm norm = random.norm(48, 1e-3);
    INDArray expected = unset(DataType.FLOAT, part.shape());
    FeatureMap dense = map.within(48);
    kernels.batchNorm(dense, 1e-3, activation, false).infer(part.dup('c'), norm, expected);

    INDArray y = unset(DataType.FLOAT, part.shape());
    kernels.batchNorm(map, 1e-3, activation, false).infer(part, norm, y);

    assertClose("y", y, expected, TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void parts_of_a_part_are_joined(int block) {
    INDArray whole = random.normal(2, 5, 3, 3, block);
    INDArray y = blocks(whole, 0, 3);
    INDArray[] parts = {random.normal(2, 2, 3, 3, block), random.normal(2, 1, 3, 3, block)};

    long[] channels = {2L * block, block};
    kernels.channels(FeatureMap.of(y, 3L * block), channels).join(parts, y);

    assertClose("y", y, Nd4j.concat(1, parts), 0);
  }

  private static INDArray blocks(INDArray whole, int from, int to) {
    return whole.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
