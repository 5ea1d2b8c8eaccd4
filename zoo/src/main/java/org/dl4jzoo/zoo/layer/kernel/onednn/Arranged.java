package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array in the layout that a primitive wants: the array itself if it lies so, else a copy in
 * scratch memory, good for one run of the primitive.
 */
final class Arranged {

  private final MergedGroups groups;
  private final memory array;
  private final memory wanted;
  private final boolean same;
  private final Scratch scratch;
  private final long bytes;
  private Primitive copyIn;
  private Primitive copyOut;

  Arranged(memory.desc layout, memory.desc wantedLayout, Scratch scratch) {
    this(null, Onednn.view(layout), wantedLayout, scratch);
  }

  /** Weights by way of merged groups. */
  Arranged(MergedGroups groups, memory.desc wantedLayout, Scratch scratch) {
    this(groups, groups.memory(), wantedLayout, scratch);
  }

  private Arranged(MergedGroups groups, memory array, memory.desc wantedLayout, Scratch scratch) {
    this.groups = groups;
    this.array = array;
    this.same = wantedLayout.equals(array.get_desc());
    this.wanted = same ? array : Onednn.view(wantedLayout);
    this.scratch = scratch;
    this.bytes = wantedLayout.get_size();
  }

  /** What the primitive takes as its argument. */
  memory memory() {
    return wanted;
  }

  /** Takes the values of an array, before the primitive reads them. */
  void read(INDArray values) {
    bind(values);
    if (groups != null) {
      groups.spread();
    }
    if (same) {
      return;
    }
    if (copyIn == null) {
      copyIn = Primitive.reorder(array, wanted);
    }
    copyIn.run();
  }

  /** Says where the values will go that the primitive is about to write. */
  void bind(INDArray values) {
    if (groups == null) {
      Onednn.bind(array, values);
    } else {
      groups.bind(values);
    }
    if (!same) {
      wanted.set_data_handle(scratch.atLeast(bytes));
    }
  }

  /** Hands on what the primitive wrote. */
  void written() {
    if (!same) {
      if (copyOut == null) {
        copyOut = Primitive.reorder(wanted, array);
      }
      copyOut.run();
    }
    if (groups != null) {
      groups.gather();
    }
  }
}
