package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.Test;

/** The layout that networks are computed in. */
class BlockChoiceTest {

  private static final int SIZE = 5;

  private static Convolution convolution(Value x, int outputs, int kernelSize, int groups) {
    return new Convolution(
        "layer",
        x,
        Optional.empty(),
        new Value("of " + x.name(), SIZE, SIZE, outputs, false),
        kernelSize,
        1,
        Insets.NONE,
        groups,
        OptionalDouble.empty(),
        Activation.RELU);
  }

  private static Program program(Convolution... convolutions) {
    Convolution last = convolutions[convolutions.length - 1];
    return new Program(convolutions[0].x(), last.output(), List.of(convolutions));
  }

  /** 25 places times 2x4x9, 4x8 and 8x9 products. */
  @Test
  void windows_over_all_channels_count_and_neither_single_pixels_nor_depthwise_ones_do() {
    Convolution window = convolution(new Value("x", SIZE, SIZE, 2, false), 4, 3, 1);
    Convolution pixel = convolution(window.output(), 8, 1, 1);
    Convolution depthwise = convolution(pixel.output(), 8, 3, 8);
    assertThat(BlockChoice.inWindows(program(window, pixel, depthwise)))
        .isCloseTo(72.0 / (72 + 32 + 72), within(1e-12));
    assertThat(BlockChoice.inWindows(program(depthwise))).isZero();
  }

  /** As before: chains, such as VGG, were no faster in blocks. */
  @Test
  void a_chain_without_joins_stays_plain() {
    Convolution pixel = convolution(new Value("x", SIZE, SIZE, 16, false), 16, 1, 1);
    assertThat(BlockChoice.prefersBlocks(program(pixel))).isFalse();
  }

  @Test
  void a_residual_block_of_single_pixels_lies_in_blocks_of_a_register() {
    Convolution pixel = convolution(new Value("x", SIZE, SIZE, 16, false), 16, 1, 1);
    Program residual = program(pixel.adding(pixel.x()));
    boolean wide = OnednnKernels.vectorLength() > 4;
    assertThat(BlockChoice.prefersBlocks(residual)).isEqualTo(wide);
    assertThat(Layout.BLOCK).isEqualTo(OnednnKernels.vectorLength() == 16 ? 16 : 8);
  }

  @Test
  void a_residual_block_of_windows_stays_plain() {
    Convolution window = convolution(new Value("x", SIZE, SIZE, 16, false), 16, 3, 1);
    assertThat(BlockChoice.prefersBlocks(program(window.adding(window.x())))).isFalse();
  }

  /** Three quarters of the products, as in GoogLeNet: 3x3 windows of 4 channels, 1x1 of 12. */
  @Test
  void where_windows_have_three_quarters_AVX2_has_blocks_and_AVX512_has_none() {
    Convolution window = convolution(new Value("x", SIZE, SIZE, 16, false), 16, 3, 1);
    Convolution pixel = convolution(window.output(), 48, 1, 1);
    Program mixed = program(window, pixel.adding(window.x()));
    assertThat(BlockChoice.inWindows(mixed)).isCloseTo(0.75, within(1e-12));
    assertThat(BlockChoice.prefersBlocks(mixed)).isEqualTo(OnednnKernels.vectorLength() == 8);
  }
}
