package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.Channels;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between dense parts and the channels of a joined array. */
final class OnednnChannels implements Channels {

  private final memory[] parts;
  private final memory[] slices;
  private final Primitive[] joins;
  private final Primitive[] splits;

  OnednnChannels(FeatureMap joined, long[] channels) {
    int count = channels.length;
    this.parts = new memory[count];
    this.slices = new memory[count];
    this.joins = new Primitive[count];
    this.splits = new Primitive[count];
    memory.desc whole = Onednn.desc(joined);
    long offset = 0;
    for (int i = 0; i < count; i++) {
      FeatureMap part =
          new FeatureMap(
              joined.batch(), joined.height(), joined.width(), channels[i], joined.block());
      parts[i] = Onednn.view(Onednn.desc(part));
      slices[i] = Onednn.view(Onednn.part(whole, part, offset));
      joins[i] = Primitive.reorder(parts[i], slices[i]);
      splits[i] = Primitive.reorder(slices[i], parts[i]);
      offset += channels[i];
    }
  }

  @Override
  public void put(INDArray part, int index, INDArray y) {
    Onednn.bind(parts[index], part);
    Onednn.bindMap(slices[index], y);
    joins[index].run();
  }

  @Override
  public void part(INDArray y, int index, INDArray part) {
    Onednn.bind(slices[index], y);
    Onednn.bind(parts[index], part);
    splits[index].run();
  }
}
