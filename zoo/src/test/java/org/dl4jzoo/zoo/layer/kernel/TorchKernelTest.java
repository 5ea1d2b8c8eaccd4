package org.dl4jzoo.zoo.layer.kernel;

import static org.dl4jzoo.zoo.layer.kernel.EngineKernels.TOLERANCE;
import static org.dl4jzoo.zoo.layer.kernel.RandomArrays.unset;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Both engines' kernels in float32 against what PyTorch gives for the same inputs. */
class TorchKernelTest {

  private static INDArray like(INDArray array) {
    return unset(DataType.FLOAT, array.shape());
  }

  @ParameterizedTest
  @CsvSource({
    "ONEDNN, conv-1x1-stride2, 2, 0, 0, 0, 0, 1",
    "ONEDNN, conv-3x3-stride2, 2, 1, 1, 1, 1, 1",
    "ONEDNN, conv-5x5, 1, 2, 2, 2, 2, 1",
    "ONEDNN, conv-3x3-stride2-uneven, 2, 1, 1, 0, 1, 1",
    "ONEDNN, conv-groups2, 1, 1, 1, 1, 1, 2",
    "ONEDNN, conv-depthwise-stride2, 2, 1, 1, 1, 1, 6",
    "ND4J, conv-1x1-stride2, 2, 0, 0, 0, 0, 1",
    "ND4J, conv-3x3-stride2, 2, 1, 1, 1, 1, 1",
    "ND4J, conv-5x5, 1, 2, 2, 2, 2, 1",
    "ND4J, conv-3x3-stride2-uneven, 2, 1, 1, 0, 1, 1",
    "ND4J, conv-groups2, 1, 1, 1, 1, 1, 2",
    "ND4J, conv-depthwise-stride2, 2, 1, 1, 1, 1, 6"
  })
  void convolution_and_its_gradients(
      EngineKernels engine,
      String name,
      int stride,
      int top,
      int bottom,
      int left,
      int right,
      long groups)
      throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray x = torch.get("x");
    INDArray w = torch.get("w");
    ConvolutionShape shape =
        new ConvolutionShape(
            FeatureMap.of(x.shape()),
            w.size(0),
            (int) w.size(2),
            stride,
            new Insets(top, bottom, left, right),
            groups);
    Convolution convolution = engine.kernels().convolution(shape, Activation.IDENTITY, true);
    INDArray y = like(torch.get("y"));
    INDArray dw = like(w);
    INDArray db = like(torch.get("b"));
    INDArray dx = like(x);
    convolution.forward(x, w, torch.get("b"), y);
    convolution.backwardWeights(x, torch.get("dy"), dw, db);
    convolution.backwardData(w, torch.get("dy"), dx);
    assertClose("y", y, torch.get("y"), TOLERANCE);
    assertClose("dw", dw, torch.get("dw"), TOLERANCE);
    assertClose("db", db, torch.get("db"), TOLERANCE);
    assertClose("dx", dx, torch.get("dx"), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "ONEDNN, norm-identity, IDENTITY", "ONEDNN, norm-relu, RELU", "ONEDNN, norm-relu6, RELU6",
    "ND4J, norm-identity, IDENTITY", "ND4J, norm-relu, RELU", "ND4J, norm-relu6, RELU6"
  })
  void batch_norm_and_its_gradients(EngineKernels engine, String name, Activation activation)
      throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray x = torch.get("x");
    INDArray gamma = torch.get("gamma");
    INDArray mean = like(gamma);
    INDArray variance = like(gamma);
    INDArray y = like(x);
    INDArray dgamma = like(gamma);
    INDArray dbeta = like(gamma);
    INDArray dx = like(x);
    BatchNorm norm = engine.kernels().batchNorm(FeatureMap.of(x.shape()), 1e-3, activation, true);
    norm.forward(x, gamma, torch.get("beta"), mean, variance, y);
    norm.backward(x, y, torch.get("dy"), gamma, mean, variance, dgamma, dbeta, dx);
    assertClose("mean", mean, torch.get("mean"), TOLERANCE);
    assertClose("variance", variance, torch.get("variance"), TOLERANCE);
    assertClose("y", y, torch.get("y"), TOLERANCE);
    assertClose("dgamma", dgamma, torch.get("dgamma"), TOLERANCE);
    assertClose("dbeta", dbeta, torch.get("dbeta"), TOLERANCE);
    assertClose("dx", dx, torch.get("dx"), TOLERANCE);
  }

  static Stream<Arguments> poolings() {
    Insets onePixelMore = new Insets(0, 1, 0, 1);
    return Arrays.stream(EngineKernels.values())
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(engine, "max-pool-ceil-even", true, 3, onePixelMore),
                    Arguments.of(engine, "max-pool-ceil-odd", true, 3, Insets.NONE),
                    Arguments.of(engine, "max-pool-padded", true, 3, Insets.all(1)),
                    Arguments.of(engine, "avg-pool", false, 2, Insets.NONE)));
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void pooling_and_its_gradient(
      EngineKernels engine, String name, boolean max, int window, Insets padding) throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray x = torch.get("x");
    PoolingShape shape =
        new PoolingShape(FeatureMap.of(x.shape()), max, window, window, 2, padding);
    Pooling pooling = engine.kernels().pooling(shape, true);
    INDArray y = like(torch.get("y"));
    INDArray dx = like(x);
    pooling.forward(x, y);
    pooling.backward(x, y, torch.get("dy"), dx);
    assertClose("y", y, torch.get("y"), TOLERANCE);
    assertClose("dx", dx, torch.get("dx"), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(EngineKernels.class)
  void response_norm_and_its_gradient(EngineKernels engine) throws Exception {
    TorchFixture torch = TorchFixture.read("response-norm");
    INDArray x = torch.get("x");
    ResponseNorm norm = engine.kernels().responseNorm(FeatureMap.of(x.shape()), 5, 2, 0.5, 0.75);
    INDArray y = like(x);
    INDArray dx = like(x);
    norm.forward(x, y);
    norm.backward(x, torch.get("dy"), dx);
    assertClose("y", y, torch.get("y"), TOLERANCE);
    assertClose("dx", dx, torch.get("dx"), TOLERANCE);
  }
}
