package org.dl4jzoo.zoo.layer.kernel;

/**
 * Everything a convolution needs to know of its sizes.
 *
 * @param in the input
 * @param out output channels
 * @param kernelSize height and width of the kernel
 * @param groups groups of channels, of which none sees another's; as many as there are channels for
 *     a depthwise convolution
 * @param block channels of the blocks that an NHWC input's output lies in; 0 where the output lies
 *     as the input does
 * @param room channels of the map that the output is a part of, or {@code out}
 */
public record ConvolutionShape(
    FeatureMap in,
    long out,
    int kernelSize,
    int stride,
    Insets padding,
    long groups,
    int block,
    long room) {

  /** Checks that the channels can be grouped. */
  public ConvolutionShape {
    if (groups < 1 || in.channels() % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "groups must divide the %d input and %d output channels; got %d"
              .formatted(in.channels(), out, groups));
    }
  }

  /** A convolution that keeps the layout. */
  public ConvolutionShape(
      FeatureMap in, long out, int kernelSize, int stride, Insets padding, long groups) {
    this(in, out, kernelSize, stride, padding, groups, 0, out);
  }

  /** The output. */
  public FeatureMap output() {
    FeatureMap output = in.windowed(kernelSize, kernelSize, stride, padding, out);
    return (intoBlocks() ? output.inBlocks(block) : output).within(room);
  }

  /** Whether an NHWC input gives an output in blocks. */
  public boolean intoBlocks() {
    return block > 0;
  }

  /** The same convolution with its output in blocks of so many channels. */
  public ConvolutionShape toBlocks(int newBlock) {
    return new ConvolutionShape(in, out, kernelSize, stride, padding, groups, newBlock, room);
  }

  /** The same convolution with its output as a part of a map of so many channels. */
  public ConvolutionShape into(long newRoom) {
    return new ConvolutionShape(in, out, kernelSize, stride, padding, groups, block, newRoom);
  }

  /** Whether each output channel is one input channel filtered on its own. */
  public boolean depthwise() {
    return groups > 1 && groups == in.channels() && groups == out;
  }

  /**
   * The words for it in a profile. Depthwise ones, which wait for memory more than they multiply,
   * are one kind of any size.
   */
  public String kind() {
    if (depthwise()) {
      return "depthwise convolution";
    }
    String convolution = "%dx%d convolution".formatted(kernelSize, kernelSize);
    return groups > 1 ? "grouped " + convolution : convolution;
  }

  /** A convolution of the same sizes with so many groups. */
  public ConvolutionShape groups(long newGroups) {
    return new ConvolutionShape(in, out, kernelSize, stride, padding, newGroups, block, room);
  }

  /** Shape of the weights with the groups apart, [groups, out / groups, in / groups, ...]. */
  public long[] groupedWeights() {
    return new long[] {groups, out / groups, in.channels() / groups, kernelSize, kernelSize};
  }

  /** Shape of the weights, [out, in / groups, kernel, kernel]. */
  public long[] weights() {
    return new long[] {out, in.channels() / groups, kernelSize, kernelSize};
  }

  /** Values of the weights. */
  public long weightCount() {
    return out * (in.channels() / groups) * kernelSize * kernelSize;
  }
}
