package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dl4jzoo.zoo.layer.kernel.RelativeError.assertClose;

import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The stand-in's norms and poolings against PyTorch's. */
class HostMapsTest {

  private static final double TOLERANCE = 1e-6;

  private final Device device = new HostDevice();
  private final DeviceArrays arrays = new DeviceArrays(device);

  @AfterEach
  void close() {
    device.close();
  }

  @ParameterizedTest
  @CsvSource({"norm-identity, IDENTITY", "norm-relu, RELU", "norm-relu6, RELU6"})
  void batch_norm_and_its_gradients(String name, Activation activation) throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray like = torch.get("x");
    long[] each = torch.get("gamma").shape();
    FeatureMap map = FeatureMap.of(like.shape());
    long x = arrays.put(like);
    Norms.Parameters norm =
        new Norms.Parameters(
            arrays.put(torch.get("gamma")),
            arrays.put(torch.get("beta")),
            arrays.unset(each),
            arrays.unset(each),
            1e-3);
    long y = arrays.unset(like.shape());
    long dx = arrays.unset(like.shape());
    long dgamma = arrays.unset(each);
    long dbeta = arrays.unset(each);
    device.norms().statistics(map, x, norm);
    device.norms().normalize(map, x, norm, activation, y);
    long dy = arrays.put(torch.get("dy"));
    device.norms().parameterGradients(map, x, y, dy, norm, activation, dgamma, dbeta);
    double share = 1.0 * each[0] / like.length();
    device.norms().normalizeBack(map, x, y, dy, norm, activation, share, dgamma, dbeta, dx, false);
    assertClose("mean", arrays.get(norm.mean(), each), torch.get("mean"), TOLERANCE);
    assertClose("variance", arrays.get(norm.variance(), each), torch.get("variance"), TOLERANCE);
    assertClose("y", arrays.get(y, like.shape()), torch.get("y"), TOLERANCE);
    assertClose("dgamma", arrays.get(dgamma, each), torch.get("dgamma"), TOLERANCE);
    assertClose("dbeta", arrays.get(dbeta, each), torch.get("dbeta"), TOLERANCE);
    assertClose("dx", arrays.get(dx, like.shape()), torch.get("dx"), TOLERANCE);
  }

  @Test
  void a_gradient_does_not_go_through_running_statistics() {
    FeatureMap map = new FeatureMap(1, 1, 2, 1);
    Norms.Parameters norm =
        new Norms.Parameters(arrays.put(3), arrays.put(0.5f), arrays.put(1), arrays.put(4), 0);
    long x = arrays.put(5, 7);
    long y = arrays.unset(2);
    long dgamma = arrays.unset(1);
    long dbeta = arrays.unset(1);
    long dx = arrays.put(10, 20);
    device.norms().normalize(map, x, norm, Activation.IDENTITY, y);
    long dy = arrays.put(2, 8);
    Activation identity = Activation.IDENTITY;
    device.norms().parameterGradients(map, x, y, dy, norm, identity, dgamma, dbeta);
    device.norms().normalizeBack(map, x, y, dy, norm, identity, 0, dgamma, dbeta, dx, true);
    assertThat(arrays.floats(y, 2)).containsExactly(6.5f, 9.5f);
    assertThat(arrays.floats(dgamma, 1)).containsExactly(2 * 2 + 8 * 3);
    assertThat(arrays.floats(dbeta, 1)).containsExactly(10);
    assertThat(arrays.floats(dx, 2)).containsExactly(10 + 2 * 1.5f, 20 + 8 * 1.5f);
  }

  /** 1, 3 and 2, 6, 7, of which three fifths are the others: mean 3.8, squares 99 / 5 - 3.8^2. */
  @Test
  void statistics_of_parts_become_those_of_the_whole() {
    Norms.Parameters norm =
        new Norms.Parameters(arrays.put(1), arrays.put(0), arrays.put(2), arrays.put(1), 0);
    device.norms().join(1, 0.6, arrays.put(5), arrays.put(14 / 3f), norm);
    assertThat(arrays.floats(norm.mean(), 1)[0]).isCloseTo(3.8f, within(1e-6f));
    assertThat(arrays.floats(norm.variance(), 1)[0]).isCloseTo(5.36f, within(1e-6f));
  }

  static Stream<Arguments> poolings() {
    return Stream.of(
        Arguments.of("max-pool-ceil-even", true, 3, new Insets(0, 1, 0, 1)),
        Arguments.of("max-pool-ceil-odd", true, 3, Insets.NONE),
        Arguments.of("max-pool-padded", true, 3, Insets.all(1)),
        Arguments.of("avg-pool", false, 2, Insets.NONE));
  }

  @ParameterizedTest
  @MethodSource("poolings")
  void pooling_and_its_gradient(String name, boolean max, int window, Insets padding)
      throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray x = torch.get("x");
    long[] pooled = torch.get("y").shape();
    PoolingShape shape =
        new PoolingShape(FeatureMap.of(x.shape()), max, window, window, 2, padding);
    long marks = max ? device.memory().allocate(torch.get("y").length()) : 0;
    long y = arrays.unset(pooled);
    long dx = arrays.unset(x.shape());
    long dy = arrays.put(torch.get("dy"));
    device.pools().pool(shape, arrays.put(x), y, marks);
    device.pools().poolBack(shape, marks, dy, dx, false);
    assertClose("y", arrays.get(y, pooled), torch.get("y"), TOLERANCE);
    assertClose("dx", arrays.get(dx, x.shape()), torch.get("dx"), TOLERANCE);
    device.pools().poolBack(shape, marks, dy, dx, true);
    assertClose("2 dx", arrays.get(dx, x.shape()), torch.get("dx").mul(2), TOLERANCE);
  }

  @Test
  void the_first_of_several_maxima_is_marked() {
    PoolingShape shape = new PoolingShape(new FeatureMap(1, 2, 2, 1), true, 2, 2, 2, Insets.NONE);
    long marks = device.memory().allocate(1);
    long dx = arrays.unset(4);
    device.pools().pool(shape, arrays.put(1, 3, 3, 3), arrays.unset(1), marks);
    device.pools().poolBack(shape, marks, arrays.put(5), dx, false);
    assertThat(arrays.floats(dx, 4)).containsExactly(0, 5, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"adaptive-pool-down, 7, 6", "adaptive-pool-up, 2, 3"})
  void adaptive_pooling_and_its_gradient(String name, int height, int width) throws Exception {
    TorchFixture torch = TorchFixture.read(name);
    INDArray x = torch.get("x");
    long[] pooled = torch.get("y").shape();
    Bins bins = new Bins(height, width, 4, 4);
    long y = arrays.unset(pooled);
    long dx = arrays.unset(x.shape());
    device.pools().means(bins, 2, 6, arrays.put(x), y);
    device.pools().meansBack(bins, 2, 6, arrays.put(torch.get("dy")), dx, false);
    assertClose("y", arrays.get(y, pooled), torch.get("y"), TOLERANCE);
    assertClose("dx", arrays.get(dx, x.shape()), torch.get("dx"), TOLERANCE);
  }

  @Test
  void response_norm_and_its_gradient() throws Exception {
    TorchFixture torch = TorchFixture.read("response-norm");
    INDArray x = torch.get("x");
    FeatureMap map = FeatureMap.of(x.shape());
    Norms.Response response = new Norms.Response(5, 2, 0.5, 0.75);
    long y = arrays.unset(x.shape());
    long dx = arrays.unset(x.shape());
    device.norms().respond(map, response, arrays.put(x), y);
    device
        .norms()
        .respondBack(map, response, arrays.put(x), arrays.put(torch.get("dy")), dx, false);
    assertClose("y", arrays.get(y, x.shape()), torch.get("y"), TOLERANCE);
    assertClose("dx", arrays.get(dx, x.shape()), torch.get("dx"), TOLERANCE);
  }
}
