package org.dl4jzoo.zoo.compiled;

import org.bytedeco.dnnl.memory;

/** How the values of a map lie. */
enum Layout {
  /** NHWC; [N,C] of vectors. */
  PLAIN(memory.format_tag.nhwc),
  /** NCHW, which the first convolution reads where it gives blocks. */
  CHANNELS_FIRST(memory.format_tag.nchw),
  /** Blocks of 16 channels, [N,C/16,H,W,16], with zeros to fill the last one. */
  BLOCKS(memory.format_tag.aBcd16b);

  /** Channels of a block: the float32 values of an AVX-512 register. */
  static final int BLOCK = 16;

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
