package org.dl4jzoo.zoo.layer.kernel.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
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
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Makes kernels that run on oneDNN. */
public final class OnednnKernels implements Kernels {

  private static final int SHORTEST_BLOCK = 8;

  private final boolean bfloat16;
  private final Map<ConvolutionShape, Boolean> fast = new HashMap<>();

  /**
   * Kernels for float32 arrays.
   *
   * @param bfloat16 whether convolutions are trained with bfloat16 products
   */
  public OnednnKernels(boolean bfloat16) {
    this.bfloat16 = bfloat16;
  }

  /** Whether this CPU multiplies bfloat16 values, as far as oneDNN knows and is allowed to use. */
  public static boolean hasBfloat16() {
    return Onednn.uses(dnnl.dnnl_cpu_isa_avx512_core_bf16);
  }

  /** Float32 values of the vectors that the library computes with on this CPU. */
  public static int vectorLength() {
    if (Onednn.uses(dnnl.dnnl_cpu_isa_avx512_core)) {
      return 16;
    }
    return Onednn.uses(dnnl.dnnl_cpu_isa_avx2) ? 8 : 4;
  }

  /** {@inheritDoc} A block is a register; with SSE4.1 there are no fast kernels for blocks. */
  @Override
  public int block(ConvolutionShape ofImages) {
    int vector = vectorLength();
    return vector >= SHORTEST_BLOCK && blocksAreFast(ofImages.toBlocks(vector)) ? vector : 0;
  }

  private boolean blocksAreFast(ConvolutionShape shape) {
    return fast.computeIfAbsent(
        shape, key -> new ConvolutionLayouts(key, memory.data_type.f32).areFast());
  }

  @Override
  public boolean keepsMarks() {
    return true;
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, Activation activation, boolean training) {
    return new OnednnConvolution(shape, activation, training, productsOf(shape, training));
  }

  /**
   * Without reuse of values, as in a depthwise convolution, rounding them costs more than it gains.
   */
  private memory.data_type productsOf(ConvolutionShape shape, boolean training) {
    return bfloat16 && training && shape.groups() == 1
        ? memory.data_type.bf16
        : memory.data_type.f32;
  }

  @Override
  public InnerProduct innerProduct(
      InnerProductShape shape, Activation activation, boolean training) {
    return new OnednnInnerProduct(shape, activation, training);
  }

  @Override
  public BatchNorm batchNorm(
      FeatureMap shape, double eps, Activation activation, boolean training) {
    return new OnednnBatchNorm(shape, eps, activation, training);
  }

  @Override
  public Pooling pooling(PoolingShape shape, boolean training) {
    return new OnednnPooling(shape, training);
  }

  @Override
  public ResponseNorm responseNorm(
      FeatureMap shape, int size, double k, double alpha, double beta) {
    return new OnednnResponseNorm(shape, size, k, alpha, beta);
  }

  @Override
  public Elementwise elementwise(long length, Activation activation) {
    return new OnednnElementwise(Onednn.desc(memory.format_tag.a, length), activation);
  }

  @Override
  public Channels channels(FeatureMap joined, long[] parts) {
    return new OnednnChannels(joined, parts);
  }

  @Override
  public Optional<UpdateRule> updateRule(IUpdater updater) {
    if (updater instanceof Adam adam) {
      return Optional.of(new OnednnAdam(adam));
    } else if (updater instanceof Nesterovs nesterovs && nesterovs.getMomentum() > 0) {
      return Optional.of(new OnednnNesterovs(nesterovs));
    }
    return Optional.empty();
  }

  @Override
  public ChannelBlocks channelBlocks(FeatureMap plain) {
    return new OnednnChannelBlocks(plain, vectorLength());
  }
}
