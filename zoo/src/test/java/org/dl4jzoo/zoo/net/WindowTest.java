package org.dl4jzoo.zoo.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output sizes of pooling windows: PyTorch's MaxPool2d with and without ceil_mode. */
class WindowTest {

  @ParameterizedTest
  @CsvSource({
    "3, 2, 0, 7, 3, 3", "3, 2, 0, 8, 3, 4", "3, 2, 0, 112, 55, 56", "3, 2, 1, 112, 56, 57",
    "3, 2, 1, 7, 4, 4", "2, 2, 0, 7, 3, 4", "2, 2, 0, 8, 4, 4", "3, 1, 1, 5, 5, 5",
    "2, 3, 0, 6, 2, 2", "2, 2, 1, 6, 4, 4"
  })
  void a_partial_window_counts_when_rounding_up(
      int kernel, int stride, int padding, int size, int floor, int ceil) {
    Window window = Window.of(kernel).stride(stride).padding(padding);
    assertThat(side(window, size)).as("rounded down").isEqualTo(floor);
    assertThat(side(window.ceil(), size)).as("rounded up").isEqualTo(ceil);
  }

  private static int side(Window window, int size) {
    Net net = new Net(ImageShape.rgb(size), PaddingStyle.TORCH);
    return net.maxPool("pool", net.image(), window).shape().height();
  }
}
