package org.dl4jzoo.zoo.device.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-in on the CPU against PyTorch's convolutions, norms and poolings. */
class TorchVectorsTest {

  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @EnumSource
  void layers_and_their_gradients_are_those_of_pytorch(MapType maps) throws URISyntaxException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Device device = new HostDevice(maps)) {
      Twins twins = new Twins(device, device);
      new TorchVectors(twins, TOLERANCE, TorchFixture.folder()).run();
      twins.report(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }
    String words = bytes.toString(StandardCharsets.UTF_8);
    assertThat(words.lines()).hasSize(16).allSatisfy(line -> assertThat(line).endsWith(" ok"));
  }
}
