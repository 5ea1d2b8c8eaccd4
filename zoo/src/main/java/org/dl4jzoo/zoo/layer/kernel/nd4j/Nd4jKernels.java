package org.dl4jzoo.zoo.layer.kernel.nd4j;

import java.util.Optional;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.ChannelBlocks;
import org.dl4jzoo.zoo.layer.kernel.Channels;
import org.dl4jzoo.zoo.layer.kernel.Convolution;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.Elementwise;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.InnerProduct;
import org.dl4jzoo.zoo.layer.kernel.InnerProductShape;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.Pooling;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.dl4jzoo.zoo.layer.kernel.ResponseNorm;
import org.dl4jzoo.zoo.layer.kernel.UpdateRule;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes kernels that run on ND4J's native operations. */
public final class Nd4jKernels implements Kernels {

  @Override
  public int block(ConvolutionShape ofImages) {
    return 0;
  }

  @Override
  public boolean keepsMarks() {
    return false;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, Activation activation, boolean training) {
    return new Nd4jConvolution(shape, activation);
  }

  @Override
  public InnerProduct innerProduct(
      InnerProductShape shape, Activation activation, boolean training) {
    return new Nd4jInnerProduct(activation);
  }

  @Override
  public BatchNorm batchNorm(
      FeatureMap shape, double eps, Activation activation, boolean training) {
    return new Nd4jBatchNorm(eps, activation);
  }

  @Override
  public Pooling pooling(PoolingShape shape, boolean training) {
    return new Nd4jPooling(shape);
  }

  @Override
  public ResponseNorm responseNorm(
      FeatureMap shape, int size, double k, double alpha, double beta) {
    return new Nd4jResponseNorm(size, k, alpha, beta);
  }

  @Override
  public Elementwise elementwise(long length, Activation activation) {
    return new Nd4jElementwise(activation);
  }

  @Override
  public Channels channels(FeatureMap joined, long[] parts) {
    return new Nd4jChannels(parts);
  }

  @Override
  public Optional<UpdateRule> updateRule(IUpdater updater) {
    return Optional.empty();
  }

  @Override
  public ChannelBlocks channelBlocks(FeatureMap plain) {
    throw new IllegalStateException("these kernels never lay channels in blocks: " + plain);
  }
}
