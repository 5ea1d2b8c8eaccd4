package org.dl4jzoo.zoo.compiled;

import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;

/** Whether the maps of a network lie in blocks of channels, or channels last. */
final class BlockChoice {

  /** Channels of a block with AVX-512. */
  private static final int AVX512 = 16;

  /** Those of the shortest block that has fast kernels. */
  private static final int AVX2 = 8;

  /**
   * With AVX2, convolutions of larger windows over all channels take a quarter more time in blocks,
   * and all others less: above such a share of the multiply-accumulates blocks lose. ResNet-18,
   * which loses, has 0.99, GoogLeNet, which gains, 0.75, and ResNet-50, for which both are alike,
   * 0.48.
   */
  private static final double MOST_IN_WINDOWS = 0.85;

  /**
   * The same with AVX-512, on a Zen 5: channels last, ResNet-18 takes 0.87 to 0.95 of the time and
   * GoogLeNet 0.90 to 0.95; DenseNet-121, with 0.4 of them in windows, up to 1.11.
   */
  private static final double MOST_IN_WIDE_WINDOWS = 0.7;

  private BlockChoice() {}

  /** Whether blocks are the faster layout for a program on this CPU. */
  static boolean prefersBlocks(Program program) {
    int vector = OnednnKernels.vectorLength();
    double most = vector >= AVX512 ? MOST_IN_WIDE_WINDOWS : MOST_IN_WINDOWS;
    boolean joins = program.instructions().stream().anyMatch(it -> it.inputs().size() > 1);
    return joins && vector >= AVX2 && inWindows(program) < most;
  }

  /** Share of the multiply-accumulates that convolutions of more than a pixel, ungrouped, have. */
  static double inWindows(Program program) {
    double windows = 0;
    double all = 0;
    for (Instruction instruction : program.instructions()) {
      if (instruction instanceof Convolution convolution) {
        double products = Program.products(convolution);
        all += products;
        windows += convolution.kernelSize() > 1 && convolution.groups() == 1 ? products : 0;
      }
    }
    return all == 0 ? 0 : windows / all;
  }
}
