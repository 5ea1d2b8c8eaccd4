package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.ChannelBlocks;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reorders in both directions. */
final class OnednnChannelBlocks implements ChannelBlocks {

  private final memory plain;
  private final memory blocked;
  private final Primitive toPlain;
  private final Primitive toBlocks;

  OnednnChannelBlocks(FeatureMap map, int block) {
    this.plain = Onednn.view(Onednn.desc(map));
    this.blocked = Onednn.view(Onednn.desc(map.inBlocks(block)));
    this.toPlain = Primitive.reorder(blocked, plain);
    this.toBlocks = Primitive.reorder(plain, blocked);
  }

  @Override
  public void toPlain(INDArray x, INDArray y) {
    Onednn.bind(blocked, x);
    Onednn.bind(plain, y);
    toPlain.run();
  }

  @Override
  public void toBlocks(INDArray y, INDArray x) {
    Onednn.bind(plain, y);
    Onednn.bind(blocked, x);
    toBlocks.run();
  }
}
