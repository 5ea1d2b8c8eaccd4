package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shape of a batch of feature maps.
 *
 * @param block channels of the blocks that the values lie in, [N,C/block,H,W,block], with zeros to
 *     fill the last block; 0 where they lie as [N,H,W,C]
 * @param room channels of the array: more than {@code channels} if the map is a part of another,
 *     with gaps between its images; only a map in full blocks can be one
 */
public record FeatureMap(long batch, long height, long width, long channels, int block, long room) {

  /** Channels of the longest blocks: the float32 values of an AVX-512 register. */
  private static final int LONGEST_BLOCK = 16;

  private static final int BLOCKED_RANK = 5;

  /** A map with an array of its own. */
  public FeatureMap(long batch, long height, long width, long channels, int block) {
    this(batch, height, width, channels, block, channels);
  }

  /** An NHWC map. */
  public FeatureMap(long batch, long height, long width, long channels) {
    this(batch, height, width, channels, 0);
  }

  /** The shape of an NHWC array. */
  public static FeatureMap of(long[] nhwc) {
    return new FeatureMap(nhwc[0], nhwc[1], nhwc[2], nhwc[3]);
  }

  /** Whether an array holds blocks of channels. */
  public static boolean liesInBlocks(INDArray array) {
    return array.rank() == BLOCKED_RANK;
  }

  /** The shape of an array in either layout; blocks don't tell how many channels there are. */
  public static FeatureMap of(INDArray array, long channels) {
    if (!liesInBlocks(array)) {
      return of(array.shape());
    }
    long room = Layout.isDense(array) ? channels : array.stride(0) / array.size(2) / array.size(3);
    int block = Math.toIntExact(array.size(4));
    return new FeatureMap(array.size(0), array.size(2), array.size(3), channels, block, room);
  }

  /** Whether the map is a part of another. */
  public boolean isPart() {
    return room != channels;
  }

  /** The same map as a part of one of so many channels. */
  public FeatureMap within(long newRoom) {
    return new FeatureMap(batch, height, width, channels, block, newRoom);
  }

  /** One image of it. */
  public FeatureMap image() {
    return new FeatureMap(1, height, width, channels, block);
  }

  /** Whether its values lie in blocks of channels. */
  public boolean blocked() {
    return block > 0;
  }

  /** Whether so many channels fill all of their blocks, however long these are on a CPU. */
  public static boolean fillsBlocks(long channels) {
    return channels % LONGEST_BLOCK == 0;
  }

  /** Shape of the array. */
  public long[] shape() {
    return blocked()
        ? new long[] {batch, (channels + block - 1) / block, height, width, block}
        : new long[] {batch, height, width, channels};
  }

  /** Values of the array, with those that fill up the last block. */
  public long length() {
    long length = 1;
    for (long size : shape()) {
      length *= size;
    }
    return length;
  }

  /** The same map in blocks of so many channels. */
  public FeatureMap inBlocks(int newBlock) {
    return new FeatureMap(batch, height, width, channels, newBlock);
  }

  /** The map a square window of this size leaves, with so many channels. */
  FeatureMap windowed(long kernelHeight, long kernelWidth, int stride, Insets pad, long out) {
    return new FeatureMap(
        batch,
        (height + pad.top() + pad.bottom() - kernelHeight) / stride + 1,
        (width + pad.left() + pad.right() - kernelWidth) / stride + 1,
        out,
        block);
  }
}
