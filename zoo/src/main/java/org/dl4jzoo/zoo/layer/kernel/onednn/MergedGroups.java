package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights of a convolution some of whose groups are computed as one, with zeros where an output
 * reads no input. For groups of fewer channels than a block has, oneDNN knows nothing but its
 * reference kernel, which takes a hundred times as long as multiplying by the zeros.
 */
final class MergedGroups {

  private final int outputs;
  private final int outputsOfGroup;
  private final int together;

  /** Weights of one output among the parameters. */
  private final int length;

  private final memory merged;
  private FloatBuffer parameters;

  /** Of a convolution and of what {@link #merge} made of it. */
  MergedGroups(ConvolutionShape shape, ConvolutionShape mergedShape) {
    outputs = Math.toIntExact(shape.out());
    outputsOfGroup = Math.toIntExact(shape.out() / shape.groups());
    together = Math.toIntExact(shape.groups() / mergedShape.groups());
    long inputs = shape.in().channels() / shape.groups();
    length = Math.toIntExact(inputs * shape.kernelSize() * shape.kernelSize());
    merged = Onednn.owned(ConvolutionLayouts.plainWeights(mergedShape));
    Pointer.memset(merged.get_data_handle(), 0, merged.get_desc().get_size());
  }

  /**
   * The same convolution with as many groups computed as one as fill blocks of channels; itself if
   * its groups fill blocks, can't, or are channels, for which oneDNN has kernels.
   */
  static ConvolutionShape merge(ConvolutionShape shape) {
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

  /** The merged weights, in memory of their own. */
  memory memory() {
    return merged;
  }

  /** Says where the parameters are. */
  void bind(INDArray weights) {
    parameters = floats(new Onednn.Address(Onednn.addressOf(weights)), (long) outputs * length);
  }

  /** Copies the parameters into the merged weights. */
  void spread() {
    FloatBuffer weights = mergedFloats();
    for (int out = 0; out < outputs; out++) {
      weights.put(start(out), parameters, out * length, length);
    }
  }

  /** Copies the merged weights, but the zeros, into the parameters. */
  void gather() {
    FloatBuffer weights = mergedFloats();
    for (int out = 0; out < outputs; out++) {
      parameters.put(out * length, weights, start(out), length);
    }
  }

  /** Where the weights of an output begin that aren't zeros. */
  private int start(int out) {
    int group = out / outputsOfGroup;
    return (out * together + group % together) * length;
  }

  private FloatBuffer mergedFloats() {
    return floats(merged.get_data_handle(), (long) outputs * together * length);
  }

  private static FloatBuffer floats(Pointer start, long count) {
    return new BytePointer(start).capacity(Float.BYTES * count).asByteBuffer().asFloatBuffer();
  }
}
