package org.dl4jzoo.zoo.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must be true of the stand-in's norms and poolings; TorchVectorsTest has PyTorch's. */
class HostMapsTest {

  private final Device device = new HostDevice();
  private final DeviceArrays arrays = new DeviceArrays(device);

  @AfterEach
  void close() {
    device.close();
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

  @Test
  void the_first_of_several_maxima_is_marked() {
    PoolingShape shape = new PoolingShape(new FeatureMap(1, 2, 2, 1), true, 2, 2, 2, Insets.NONE);
    long marks = device.memory().allocate(1);
    long dx = arrays.unset(4);
    device.pools().pool(shape, arrays.put(1, 3, 3, 3), arrays.unset(1), marks);
    device.pools().poolBack(shape, marks, arrays.put(5), dx, false);
    assertThat(arrays.floats(dx, 4)).containsExactly(0, 5, 0, 0);
  }
}
