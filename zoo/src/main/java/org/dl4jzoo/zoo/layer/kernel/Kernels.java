package org.dl4jzoo.zoo.layer.kernel;

import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes the kernels of one engine; what it makes serves one graph and one thread at a time. */
public interface Kernels {

  /**
   * Channels of the blocks that a convolution of images had better put its output into, from which
   * on maps stay in blocks; 0 where NHWC maps are faster.
   */
  int block(ConvolutionShape ofImages);

  /**
   * Whether batch norm keeps marks of where its ReLU was positive, and pooling of where its maxima
   * were. Then their backward passes don't read the values of these maps, whose memory may hold
   * gradients by then.
   */
  boolean keepsMarks();

  /**
   * A convolution.
   *
   * @param training whether it will be run backward
   */
  Convolution convolution(ConvolutionShape shape, Activation activation, boolean training);

  /**
   * A fully connected layer.
   *
   * @param training whether it will be run backward
   */
  InnerProduct innerProduct(InnerProductShape shape, Activation activation, boolean training);

  /** A batch normalisation with activation. */
  BatchNorm batchNorm(FeatureMap shape, double eps, Activation activation, boolean training);

  /** A pooling. */
  Pooling pooling(PoolingShape shape, boolean training);

  /** A local response normalisation over {@code size} channels. */
  ResponseNorm responseNorm(FeatureMap shape, int size, double k, double alpha, double beta);

  /** Sums and activations of arrays of so many values. */
  Elementwise elementwise(long length, Activation activation);

  /** Joins of so many channels each. */
  Channels channels(FeatureMap joined, long[] parts);

  /** An optimiser's arithmetic, or nothing if Deeplearning4j's own does as well. */
  Optional<UpdateRule> updateRule(IUpdater updater);

  /** Copies between this NHWC map and the same in blocks. */
  ChannelBlocks channelBlocks(FeatureMap plain);
}
