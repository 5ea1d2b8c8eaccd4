package org.dl4jzoo.zoo.compiled;

import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;

/** How the values of a map lie. */
enum Layout {
  /** NHWC; [N,C] of vectors. */
  PLAIN(memory.format_tag.nhwc),
  /** NCHW, which the first convolution reads where it gives blocks. */
  CHANNELS_FIRST(memory.format_tag.nchw),
  /** Blocks of B channels, [N,C/B,H,W,B], with zeros to fill the last one. */
  BLOCKS(OnednnKernels.vectorLength() == 16 ? memory.format_tag.aBcd16b : memory.format_tag.aBcd8b);

  /** Channels of a block: the float32 values of a register, 16 with AVX-512 and 8 with AVX2. */
  static final int BLOCK = Math.max(8, OnednnKernels.vectorLength());

  private final memory.format_tag tag;

  Layout(memory.format_tag tag) {
    this.tag = tag;
  }

  memory.format_tag tag() {
    return tag;
  }

  /** Whether so many channels fill all of their blocks. */
  static boolean fillsBlocks(int channels) {
    return channels % BLOCK == 0;
  }
}
