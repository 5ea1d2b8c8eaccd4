package org.dl4jzoo.zoo.layer.kernel;

/**
 * A grouped convolution and the same one with several groups computed as one, with zeros where an
 * output reads no input. For groups of fewer channels than a block has, oneDNN knows nothing but
 * its reference kernel, which takes a hundred times as long as multiplying by the zeros.
 *
 * @param own the convolution as it is
 * @param merged the same with as many groups computed as one as fill blocks of channels; itself if
 *     its groups fill blocks, can't, or are channels, for which oneDNN has kernels
 */
public record GroupMerge(ConvolutionShape own, ConvolutionShape merged) {

  /** Merges groups of a convolution where that helps. */
  public static GroupMerge of(ConvolutionShape own) {
    return new GroupMerge(own, merge(own));
  }

  /** The convolution as it is. */
  public static GroupMerge apart(ConvolutionShape own) {
    return new GroupMerge(own, own);
  }

  private static ConvolutionShape merge(ConvolutionShape shape) {
    long groups = shape.groups();
    long inputs = shape.in().channels() / groups;
    long outputs = shape.out() / groups;
    if (groups == 1 || inputs == 1) {
      return shape;
    }
    for (long together = 1; together <= groups; together++) {
      if (groups % together == 0
          && FeatureMap.fillsBlocks(together * inputs)
          && FeatureMap.fillsBlocks(together * outputs)) {
        return shape.groups(groups / together);
      }
    }
    return shape;
  }

  /** Whether any groups are computed as one. */
  public boolean merges() {
    return own.groups() != merged.groups();
  }

  private int together() {
    return Math.toIntExact(own.groups() / merged.groups());
  }

  /** Weights of one output among the parameters. */
  public int length() {
    long inputs = own.in().channels() / own.groups();
    return Math.toIntExact(inputs * own.kernelSize() * own.kernelSize());
  }

  /** The merged weights, with the zeros. */
  public long values() {
    return own.out() * together() * length();
  }

  /** Where among the merged weights those of an output begin that aren't zeros. */
  public int start(int out) {
    int group = Math.toIntExact(out / (own.out() / own.groups()));
    return (out * together() + group % together()) * length();
  }
}
