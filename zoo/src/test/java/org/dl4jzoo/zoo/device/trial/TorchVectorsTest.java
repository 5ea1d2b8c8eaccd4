package org.dl4jzoo.zoo.device.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.layer.kernel.TorchFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-in on the CPU against PyTorch, with every kind of kernel. */
class TorchVectorsTest {

  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @EnumSource
  void kernels_and_their_gradients_are_those_of_pytorch(MapType maps)
      throws IOException, URISyntaxException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Device device = new HostDevice(maps)) {
      Twins twins = new Twins(device, device);
      new TorchVectors(twins, TOLERANCE, TOLERANCE, TorchFixture.folder()).run();
      twins.report(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }
    String words = bytes.toString(StandardCharsets.UTF_8);
    assertThat(words.lines())
        .hasSize(maps.isNarrow() ? cases() : cases() - 1)
        .allSatisfy(line -> assertThat(line).endsWith(" ok"));
  }

  /** Of these float32 doesn't need the one about rounding. */
  private static int cases() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(TorchFixture.folder())) {
      return Math.toIntExact(files.count());
    }
  }
}
