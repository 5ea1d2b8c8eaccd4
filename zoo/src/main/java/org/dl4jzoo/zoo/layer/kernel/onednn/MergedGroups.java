package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.dl4jzoo.zoo.layer.kernel.GroupMerge;
import org.dl4jzoo.zoo.offheap.Address;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights of a convolution some of whose groups are computed as one, with memory of their own. */
final class MergedGroups {

  private final GroupMerge groups;
  private final memory merged;
  private FloatBuffer parameters;

  MergedGroups(GroupMerge groups) {
    this.groups = groups;
    merged = Onednn.owned(ConvolutionLayouts.plainWeights(groups.merged()));
    Pointer.memset(merged.get_data_handle(), 0, merged.get_desc().get_size());
  }

  /** The merged weights, in memory of their own. */
  memory memory() {
    return merged;
  }

  /** Says where the parameters are. */
  void bind(INDArray weights) {
    parameters =
        new Address(Onednn.addressOf(weights)).floats(groups.own().out() * groups.length());
  }

  /** Copies the parameters into the merged weights. */
  void spread() {
    FloatBuffer weights = mergedFloats();
    for (int out = 0; out < groups.own().out(); out++) {
      weights.put(groups.start(out), parameters, out * groups.length(), groups.length());
    }
  }

  /** Copies the merged weights, but the zeros, into the parameters. */
  void gather() {
    FloatBuffer weights = mergedFloats();
    for (int out = 0; out < groups.own().out(); out++) {
      parameters.put(out * groups.length(), weights, groups.start(out), groups.length());
    }
  }

  private FloatBuffer mergedFloats() {
    return Address.floats(merged.get_data_handle(), groups.values());
  }
}
