package org.dl4jzoo.zoo.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies maps between NHWC and blocks of channels. */
public interface ChannelBlocks {

  /** y [N,H,W,C] = the map x [N,C/16,H,W,16]. */
  void toPlain(INDArray x, INDArray y);

  /** x [N,C/16,H,W,16] = the map y [N,H,W,C]. */
  void toBlocks(INDArray y, INDArray x);
}
